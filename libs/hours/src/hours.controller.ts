import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, ListQuery, isClinicDay, notFound, weekStartOf, type ClinicDay, type Page } from '#platform';
import { ProgramsReader } from '#programs';
import { ClientWeeksQuery, type EpisodeWeek } from './client-weeks.query.js';
import { HoursBoardQuery, type HoursBoard, type HoursBoardFilter } from './hours-board.query.js';
import { ClinicWeekDto, ClinicWeekQuery, EpisodeWeekDto, EpisodeWeekPageDto, HoursBoardDto, HoursBoardListQuery, WeekLedgerDto } from './hours.dto.js';
import { WeekLedgerQuery, type WeekLedger } from './week-ledger.query.js';

@ApiTags('hours')
@Controller('clinics/:clinicId')
export class HoursController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly programs: ProgramsReader,
    private readonly board: HoursBoardQuery,
    private readonly weeks: ClientWeeksQuery,
    private readonly ledger: WeekLedgerQuery,
  ) {}

  /** The clinic's clients in one week, those in most danger first. */
  @Get('hours')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: HoursBoardDto })
  async list(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Query() query: HoursBoardListQuery): Promise<HoursBoard> {
    return this.board.run(clinicId, boardFilter(query, query.week ?? (await this.clinics.today(clinicId)), access.userId));
  }

  /** The clinic's week that holds a day. */
  @Get('hours/clinic-week')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: ClinicWeekDto })
  async clinicWeek(@ClinicId() clinicId: string, @Query() query: ClinicWeekQuery): Promise<ClinicWeekDto> {
    const day = query.day ?? (await this.clinics.today(clinicId));
    const startsOn = await this.programs.weekStartsOn(clinicId, day);
    return { weekStart: weekStartOf(day, startsOn), startsOn };
  }

  /** The weeks of an episode, the latest first. */
  @Get('episodes/:episodeId/weeks')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: EpisodeWeekPageDto })
  async history(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Query() query: ListQuery): Promise<Page<EpisodeWeek>> {
    return this.weeks.run(clinicId, episodeId, { limit: query.limit ?? DEFAULT_LIMIT, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) });
  }

  /** One week of an episode, by its first day. */
  @Get('episodes/:episodeId/weeks/:weekStart')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: EpisodeWeekDto })
  async week(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('weekStart') weekStart: string): Promise<EpisodeWeek> {
    return this.weeks.one(clinicId, episodeId, knownDay(weekStart));
  }

  /** The ledger behind one week: every figure is a sum of its lines. */
  @Get('episodes/:episodeId/weeks/:weekStart/ledger')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: WeekLedgerDto })
  async entries(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('weekStart') weekStart: string): Promise<WeekLedger> {
    return this.ledger.run(clinicId, episodeId, knownDay(weekStart));
  }
}

function knownDay(text: string): ClinicDay {
  if (!isClinicDay(text)) throw notFound('week of this episode');
  return text;
}

/** What the query of a list asks of the board. */
export function boardFilter(query: HoursBoardListQuery, day: ClinicDay, userId: string): HoursBoardFilter {
  return {
    day,
    limit: query.limit ?? DEFAULT_LIMIT,
    ...(query.program === undefined ? {} : { programId: query.program }),
    ...(query.clinician === undefined ? {} : { staffId: query.clinician }),
    ...(query.mine ? { userId } : {}),
    ...(query.standing === undefined ? {} : { standing: query.standing }),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  };
}
