import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicsReader } from '#clinics';
import { ClinicId, DEFAULT_LIMIT, IdPipe } from '#platform';
import { lists, lower } from '../id-spelling.js';
import { ruleWords } from '../rule-words.js';
import { CancelSeries } from './cancel-series.service.js';
import { CreateSeries } from './create-series.service.js';
import { EditSeries } from './edit-series.service.js';
import { PlanSeriesEdit } from './plan-series-edit.service.js';
import { RejoinSeries } from './rejoin-series.service.js';
import { RestoreSeries } from './restore-series.service.js';
import { SeriesDetailQuery } from './series-detail.query.js';
import { CancelSeriesDto, PreviewCancelSeriesDto, RestoreSeriesDto, SeriesCancelPreviewDto, SeriesCancelledDto, SeriesRestoredDto } from './series-cancel.dto.js';
import { SeriesDto, SeriesSessionPageDto, SeriesSessionsQueryDto } from './series-detail.dto.js';
import { EditSeriesDto, SeriesEditPreviewDto, SeriesEditedDto } from './series-edit.dto.js';
import { PlanSeries } from './series-plan.service.js';
import { RejoinSeriesDto, SeriesRejoinedDto } from './series-rejoin.dto.js';
import { CreateSeriesDto, CreatedSeriesDto, SeriesPreviewDto } from './series.dto.js';

@ApiTags('schedule')
@Controller('clinics/:clinicId/series')
export class SeriesController {
  constructor(
    private readonly plan: PlanSeries,
    private readonly createSeries: CreateSeries,
    private readonly clinics: ClinicsReader,
    private readonly detail: SeriesDetailQuery,
    private readonly planEdit: PlanSeriesEdit,
    private readonly editSeries: EditSeries,
    private readonly cancelSeries: CancelSeries,
    private readonly restoreSeries: RestoreSeries,
    private readonly rejoinSeries: RejoinSeries,
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

  /** A series: its rule in words, its people and place, its exceptions and gaps. */
  @Get(':seriesId')
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SeriesDto })
  async read(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string): Promise<SeriesDto> {
    return this.detail.one(clinicId, seriesId, await this.clinics.today(clinicId));
  }

  /** The sessions of a series by date, cancelled ones too. */
  @Get(':seriesId/sessions')
  @Header('content-type', 'application/json; charset=utf-8')
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SeriesSessionPageDto })
  async sessions(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Query() query: SeriesSessionsQueryDto): Promise<string> {
    return this.detail.sessions(clinicId, seriesId, {
      from: query.from ?? (await this.clinics.today(clinicId)),
      limit: query.limit ?? DEFAULT_LIMIT,
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
  }

  /** What a change would do to each date: changed, added, removed, or kept and why; free, closed, or in conflict with what. Nothing is saved. */
  @Post(':seriesId/edit/preview')
  @HttpCode(200)
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SeriesEditPreviewDto })
  async previewEdit(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Body() body: EditSeriesDto): Promise<SeriesEditPreviewDto> {
    const { frame, edited, split, dates, zone } = await this.planEdit.run(clinicId, seriesId, changes(body), { lock: false });
    return {
      words: ruleWords(frame.dates.rule, edited.input.startDay, zone),
      rule: frame.dates.rule,
      endless: frame.dates.endless,
      splitOn: split,
      dates: dates.map(({ before, session: _session, target: _target, ...date }) => ({ ...date, startsBefore: before?.startsAt ?? null, endsBefore: before?.endsAt ?? null })),
    };
  }

  /**
   * Changes one occurrence, it and all after it (the series is split), or all to come: every chosen date or none. 409
   * `series-conflicts` names what is in the way of each; 422 `needs-reason` says what is outside; 409 `series-date-kept` for a chosen
   * date that by now has begun, has attendance or was changed by hand.
   */
  @Post(':seriesId/edit')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SeriesEditedDto })
  edit(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Body() body: EditSeriesDto): Promise<SeriesEditedDto> {
    return this.editSeries.run(clinicId, seriesId, changes(body));
  }

  /** What a cancellation would do to each date. Nothing is saved. */
  @Post(':seriesId/cancel/preview')
  @HttpCode(200)
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SeriesCancelPreviewDto })
  async previewCancel(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Body() body: PreviewCancelSeriesDto): Promise<SeriesCancelPreviewDto> {
    return { dates: await this.cancelSeries.preview(clinicId, seriesId, { ...body, ...lower(body, 'sessionId') }) };
  }

  /** Cancels one occurrence, it and all after it, or all to come. The past and what has attendance stay. */
  @Post(':seriesId/cancel')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SeriesCancelledDto })
  cancel(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Body() body: CancelSeriesDto): Promise<SeriesCancelledDto> {
    return this.cancelSeries.run(clinicId, seriesId, { ...body, ...lower(body, 'sessionId') });
  }

  /** Takes the last cancellation back, if everybody and the rooms are still free: 409 `series-conflicts` names what is in the way. */
  @Post(':seriesId/restore')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SeriesRestoredDto })
  restore(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Body() body: RestoreSeriesDto): Promise<SeriesRestoredDto> {
    return this.restoreSeries.run(clinicId, seriesId, body);
  }

  /**
   * Makes a series that was split one again: this is the later part, and the earlier takes over its sessions and its end. 409
   * `cannot-rejoin` says in what the two differ by now.
   */
  @Post(':seriesId/rejoin')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SeriesRejoinedDto })
  rejoin(@ClinicId() clinicId: string, @Param('seriesId', IdPipe) seriesId: string, @Body() body: RejoinSeriesDto): Promise<SeriesRejoinedDto> {
    return this.rejoinSeries.run(clinicId, seriesId, body);
  }
}

function changes(body: EditSeriesDto): EditSeriesDto {
  return { ...body, ...lower(body, 'sessionId', 'roomId'), ...lists(body, 'staffIds', 'clientIds', 'follow') };
}

function spelled(body: CreateSeriesDto): CreateSeriesDto {
  return { ...body, ...lower(body, 'groupId', 'serviceId', 'programId', 'roomId'), ...lists(body, 'staffIds', 'clientIds') };
}
