import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { EndKeepApart } from './end-keep-apart.service.js';
import { EndKeepApartQuery, KeepApartDto, KeepApartIdDto, KeptApartListDto } from './keep-apart.dto.js';
import { KeepApartQuery } from './keep-apart.query.js';
import { KeepApart } from './keep-apart.service.js';

/** Who must not meet whom. For those who care for them: whoever books is told that it cannot be, not with whom. */
@ApiTags('groups')
@Controller('clinics/:clinicId/clients/:clientId/keep-apart')
export class KeepApartController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly pairs: KeepApartQuery,
    private readonly keepApart: KeepApart,
    private readonly endKeepApart: EndKeepApart,
  ) {}

  /** From whom the client is kept apart, and where they meet all the same. */
  @Get()
  @RequirePermission('keep-apart.read')
  @ApiOkResponse({ type: KeptApartListDto })
  async list(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string): Promise<KeptApartListDto> {
    return { items: await this.pairs.ofClient(clinicId, clientId, await this.clinics.today(clinicId)) };
  }

  /** Keeps two clients apart: neither joins a group or session the other is in. */
  @Post()
  @RequirePermission('keep-apart.write')
  @ApiCreatedResponse({ type: KeepApartIdDto })
  async keep(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Body() body: KeepApartDto): Promise<KeepApartIdDto> {
    return { id: await this.keepApart.run(clinicId, clientId, { reason: body.reason, otherClientId: body.otherClientId.toLowerCase() }) };
  }

  /** They need no longer be kept apart. */
  @Delete(':pairId')
  @HttpCode(204)
  @RequirePermission('keep-apart.write')
  @ApiNoContentResponse()
  async end(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Param('pairId', IdPipe) pairId: string, @Query() query: EndKeepApartQuery): Promise<void> {
    await this.endKeepApart.run(clinicId, clientId, pairId, query.version);
  }
}
