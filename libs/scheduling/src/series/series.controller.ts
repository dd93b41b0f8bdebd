import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId } from '#platform';
import { lists, lower } from '../id-spelling.js';
import { ruleWords } from '../rule-words.js';
import { CreateSeries } from './create-series.service.js';
import { PlanSeries } from './series-plan.service.js';
import { CreateSeriesDto, CreatedSeriesDto, SeriesPreviewDto } from './series.dto.js';

@ApiTags('schedule')
@Controller('clinics/:clinicId/series')
export class SeriesController {
  constructor(
    private readonly plan: PlanSeries,
    private readonly createSeries: CreateSeries,
  ) {}

  /** Each date of a series and how it stands. Nothing is saved. */
  @Post('preview')
  @HttpCode(200)
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SeriesPreviewDto })
  async preview(@ClinicId() clinicId: string, @Body() body: CreateSeriesDto): Promise<SeriesPreviewDto> {
    const { dates, occurrences, zone } = await this.plan.run(clinicId, spelled(body), { lock: false });
    return { words: ruleWords(dates.rule, body.startDay, zone), rule: dates.rule, endless: dates.endless, occurrences };
  }

  /** Saves the series and its sessions: every chosen date or none. 409 `series-conflicts` names what is in the way of each. */
  @Post()
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: CreatedSeriesDto })
  create(@ClinicId() clinicId: string, @Body() body: CreateSeriesDto): Promise<CreatedSeriesDto> {
    return this.createSeries.run(clinicId, spelled(body));
  }
}

function spelled(body: CreateSeriesDto): CreateSeriesDto {
  return { ...body, ...lower(body, 'groupId', 'serviceId', 'programId', 'roomId'), ...lists(body, 'staffIds', 'clientIds') };
}
