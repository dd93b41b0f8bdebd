import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { AddCredential } from './add-credential.service.js';
import { AddCredentialDto, CredentialDto, CredentialListDto, EditCredentialDto, ExpiringCredentialPageDto, ExpiringCredentialsQuery, type ExpiringCredentialDto } from './credentials.dto.js';
import { CredentialsQuery } from './credentials.query.js';
import { EditCredential } from './edit-credential.service.js';
import { RemoveCredential } from './remove-credential.service.js';

@ApiTags('team')
@Controller('clinics/:clinicId')
export class CredentialsController {
  constructor(
    private readonly credentials: CredentialsQuery,
    private readonly addCredential: AddCredential,
    private readonly editCredential: EditCredential,
    private readonly removeCredential: RemoveCredential,
  ) {}

  /** Licenses and certificates that end soon or have ended, the most urgent first. */
  @Get('credentials/expiring')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: ExpiringCredentialPageDto })
  expiring(@ClinicId() clinicId: string, @Query() query: ExpiringCredentialsQuery): Promise<Page<ExpiringCredentialDto>> {
    return this.credentials.expiring(clinicId, query);
  }

  @Get('staff/:staffId/credentials')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: CredentialListDto })
  async list(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string): Promise<CredentialListDto> {
    return { items: await this.credentials.ofStaff(clinicId, staffId) };
  }

  @Post('staff/:staffId/credentials')
  @RequirePermission('team.write')
  @ApiCreatedResponse({ type: CredentialDto })
  async add(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string, @Body() body: AddCredentialDto): Promise<CredentialDto> {
    return this.credentials.one(clinicId, await this.addCredential.run(clinicId, staffId, body));
  }

  @Patch('credentials/:credentialId')
  @RequirePermission('team.write')
  @ApiOkResponse({ type: CredentialDto })
  async edit(@ClinicId() clinicId: string, @Param('credentialId', IdPipe) credentialId: string, @Body() body: EditCredentialDto): Promise<CredentialDto> {
    await this.editCredential.run(clinicId, credentialId, body);
    return this.credentials.one(clinicId, credentialId);
  }

  @Delete('credentials/:credentialId')
  @HttpCode(204)
  @RequirePermission('team.write')
  @ApiNoContentResponse()
  async remove(@ClinicId() clinicId: string, @Param('credentialId', IdPipe) credentialId: string): Promise<void> {
    await this.removeCredential.run(clinicId, credentialId);
  }
}
