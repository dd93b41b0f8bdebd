import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { RequirePermission } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe } from '#platform';
import { DeliveredHoursDto, DeliveredHoursListQuery, LedSessionsDto, LedSessionsQuery } from './delivered-hours.dto.js';
import { DeliveredHoursQuery, type DeliveredHours, type LedSession } from './delivered-hours.query.js';

const WEEKS = 8;

@ApiTags('hours')
@Controller('clinics/:clinicId/hours/delivered')
export class DeliveredHoursController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly delivered: DeliveredHoursQuery,
  ) {}

  /** What was delivered, by clinician and week. Whoever leads with others led all of it; the clinic's total counts each session once. */
  @Get()
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: DeliveredHoursDto })
  async list(@ClinicId() clinicId: string, @Query() query: DeliveredHoursListQuery): Promise<DeliveredHours> {
    return this.delivered.run(clinicId, {
      day: query.week ?? (await this.clinics.today(clinicId)),
      weeks: query.weeks ?? WEEKS,
      limit: query.limit ?? DEFAULT_LIMIT,
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
  }

  /** The sessions one member of staff led in a week. */
  @Get(':staffId')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: LedSessionsDto })
  async sessions(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string, @Query() query: LedSessionsQuery): Promise<{ items: LedSession[] }> {
    return { items: await this.delivered.sessions(clinicId, staffId, query.week ?? (await this.clinics.today(clinicId))) };
  }
}
