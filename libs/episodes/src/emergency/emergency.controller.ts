import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentPerson, RequirePermission, type Access } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, type Page } from '#platform';
import type { EmergencyAccess } from './emergency-access.js';
import { EmergencyAccessPageDto, EmergencyListQuery, OpenInEmergencyDto, OpenedInEmergencyDto, ReviewEmergencyDto } from './emergency.dto.js';
import { EmergencyAccessQuery } from './emergency-access.query.js';
import { OpenInEmergency } from './open-in-emergency.service.js';
import { ReviewEmergency } from './review-emergency.service.js';

/** Charts opened by people outside the care team, who said why. */
@ApiTags('charts')
@Controller('clinics/:clinicId/emergency-access')
export class EmergencyController {
  constructor(
    private readonly opening: OpenInEmergency,
    private readonly reviewing: ReviewEmergency,
    private readonly list: EmergencyAccessQuery,
  ) {}

  /** Opens a chart for some hours to a person who is not on its care team and says why. Tokens cannot. */
  @RequirePermission('clients.read')
  @Post()
  @ApiCreatedResponse({ type: OpenedInEmergencyDto })
  async open(@ClinicId() clinicId: string, @CurrentPerson() person: Access, @Body() body: OpenInEmergencyDto): Promise<{ id: string; endsAt: Date }> {
    return this.opening.run(clinicId, body.clientId, body.reason, person);
  }

  /** What was opened this way, the latest first. */
  @RequirePermission('audit.read')
  @Get()
  @ApiOkResponse({ type: EmergencyAccessPageDto })
  async read(@ClinicId() clinicId: string, @Query() query: EmergencyListQuery): Promise<Page<EmergencyAccess>> {
    const { waiting, limit = DEFAULT_LIMIT, cursor } = query;
    return this.list.run(clinicId, { ...(waiting === undefined ? {} : { waiting }), limit, ...(cursor === undefined ? {} : { cursor }) });
  }

  /** Whether it was right, said once. Nobody reviews their own. */
  @RequirePermission('charts.review')
  @Post(':accessId/review')
  @HttpCode(204)
  @ApiNoContentResponse()
  async review(@ClinicId() clinicId: string, @Param('accessId', IdPipe) accessId: string, @Body() body: ReviewEmergencyDto): Promise<void> {
    await this.reviewing.run(clinicId, accessId, body);
  }
}
