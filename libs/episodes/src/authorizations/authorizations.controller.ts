import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { AuthorizationIdDto, EditAuthorizationDto, RecordAuthorizationDto, WithdrawAuthorizationDto } from './authorizations.dto.js';
import { EditAuthorization } from './edit-authorization.service.js';
import { RecordAuthorization } from './record-authorization.service.js';
import { WithdrawAuthorization } from './withdraw-authorization.service.js';

/** What payers allow of a client's stays. What is used of it is read with the hours. */
@ApiTags('authorizations')
@Controller('clinics/:clinicId/clients/:clientId/authorizations')
export class AuthorizationsController {
  constructor(
    private readonly recordAuthorization: RecordAuthorization,
    private readonly editAuthorization: EditAuthorization,
    private readonly withdrawAuthorization: WithdrawAuthorization,
  ) {}

  /** Records an authorization of one of the client's stays. No two of a stay share a day. */
  @RequirePermission('authorizations.write')
  @Post()
  @ApiCreatedResponse({ type: AuthorizationIdDto })
  async record(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Body() body: RecordAuthorizationDto): Promise<AuthorizationIdDto> {
    return { id: await this.recordAuthorization.run(clinicId, clientId, { ...body, episodeId: body.episodeId.toLowerCase() }) };
  }

  /** Corrects or extends it. */
  @RequirePermission('authorizations.write')
  @Patch(':authorizationId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async edit(
    @ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Param('authorizationId', IdPipe) authorizationId: string, @Body() body: EditAuthorizationDto,
  ): Promise<void> {
    await this.editAuthorization.run(clinicId, clientId, authorizationId, body);
  }

  /** Withdraws it: it holds on no day any more, and stays on record. */
  @RequirePermission('authorizations.write')
  @Post(':authorizationId/withdraw')
  @HttpCode(204)
  @ApiNoContentResponse()
  async withdraw(
    @ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Param('authorizationId', IdPipe) authorizationId: string, @Body() body: WithdrawAuthorizationDto,
  ): Promise<void> {
    await this.withdrawAuthorization.run(clinicId, clientId, authorizationId, body);
  }
}
