import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, IdPipe, isClinicDay, notFound, type ClinicDay } from '#platform';
import { ClientWeeksQuery } from './client-weeks.query.js';
import { ForecastBoardQuery, type ForecastBoard } from './forecast-board.query.js';
import { EpisodeForecastDto, ForecastBoardDto, ForecastListQuery } from './forecast.dto.js';
import { boardFilter } from './hours.controller.js';
import { WeekForecastsQuery, type WeekForecast } from './week-forecasts.query.js';

@ApiTags('hours')
@Controller('clinics/:clinicId')
export class ForecastController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly board: ForecastBoardQuery,
    private readonly weeks: ClientWeeksQuery,
    private readonly forecasts: WeekForecastsQuery,
  ) {}

  /** The hours board with how each running week is likely to end. What is foretold is never a fact: the standing stays the standing. */
  @Get('hours/forecast')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: ForecastBoardDto })
  async list(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Query() query: ForecastListQuery): Promise<ForecastBoard> {
    const filter = boardFilter(query, query.week ?? (await this.clinics.today(clinicId)), access.userId);
    return query.likelyShort ? this.board.likelyShort(clinicId, filter) : this.board.run(clinicId, filter);
  }

  /** How one running week of an episode is likely to end, session by session. */
  @Get('episodes/:episodeId/weeks/:weekStart/forecast')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: EpisodeForecastDto })
  async ofWeek(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('weekStart') weekStart: string): Promise<{ weekStart: ClinicDay; forecast: WeekForecast | null }> {
    if (!isClinicDay(weekStart)) throw notFound('week of this episode');
    await this.weeks.one(clinicId, episodeId, weekStart);
    return { weekStart, forecast: (await this.forecasts.run(clinicId, [{ episodeId, weekStart }])).get(episodeId) ?? null };
  }
}
