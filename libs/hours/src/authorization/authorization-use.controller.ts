import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { AuthorizationListDto } from './authorization-use.dto.js';
import { AuthorizationsWithUseQuery, type Authorization } from './authorizations-with-use.query.js';

@ApiTags('authorizations')
@Controller('clinics/:clinicId/clients/:clientId/authorizations')
export class AuthorizationUseController {
  constructor(private readonly authorizations: AuthorizationsWithUseQuery) {}

  /** What payers allow of the client's stays: granted, used, booked, left, and how each stands today. */
  @Get()
  @RequirePermission('authorizations.read')
  @ApiOkResponse({ type: AuthorizationListDto })
  async list(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string): Promise<{ items: Authorization[] }> {
    return { items: await this.authorizations.run(clinicId, clientId) };
  }
}
