import { Injectable } from '@nestjs/common';
import { AskedTogether, Clock, Database, addDays, decodeCursor, encodeCursor, isId, type ClinicDay } from '#platform';
import { boardStatement } from './hours-board.sql.js';
import { CompleteWeeks } from './complete-weeks.service.js';
import { reasonSentence, standing, standingName, type Standing, type StandingReason } from './standing.js';
import { weekSentence, type WeekCause } from './week-arithmetic.js';

/** A week of the past, as a mini history shows it. */
export interface WeekBefore {
  weekStart: ClinicDay;
  prescribedMinutes: number;
  attendedMinutes: number;
  standing: Standing;
}

/** One client week on the board, all in whole minutes. */
export interface BoardRow {
  episodeId: string;
  clientId: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  programId: string;
  programName: string;
  /** The primary member of the care team in this week. */
  clinicianName: string | null;
  weekStart: ClinicDay;
  /** The first day after the week. */
  weekEnd: ClinicDay;
  fullMinutes: number;
  prescribedMinutes: number;
  attendedMinutes: number;
  plannedMinutes: number;
  excusedMinutes: number;
  missedMinutes: number;
  madeUpMinutes: number;
  /** The part of planned whose session is over and nobody recorded. */
  owedMinutes: number;
  projectedMinutes: number;
  maximumMinutes: number;
  prescribedDays: number | null;
  daysAttended: number;
  daysPlanned: number;
  daysPerDiem: number;
  standing: Standing;
  reason: StandingReason;
  /** Why it stands so, as a sentence. */
  sentence: string;
  /** Why the week asks for other than the full prescription; null when it asks for all of it. */
  arithmetic: string | null;
  shortBy: number;
  overBy: number;
  /** The eight weeks before, the latest first. */
  history: WeekBefore[];
}

export interface HoursBoard {
  items: BoardRow[];
  nextCursor: string | null;
  /** How many clients stand so, whatever standing is filtered by. */
  counts: Record<Standing, number>;
}

export interface HoursBoardFilter {
  /** Any day of the week wanted; a program's week may start on another weekday than the next program's. */
  day: ClinicDay;
  programId?: string;
  /** Only clients of this person's caseload that week. */
  staffId?: string;
  /** Only clients of the caseload of the person with this account. */
  userId?: string;
  standing?: Standing;
  limit: number;
  cursor?: string;
}

/** A past week: days before this one, and minutes prescribed, attended, left as planned, and at most. */
type StoredWeek = [daysBefore: number, prescribed: number, attended: number, planned: number, maximum: number];

type Stored = Omit<BoardRow, 'projectedMinutes' | 'standing' | 'reason' | 'sentence' | 'arithmetic' | 'shortBy' | 'overBy' | 'history'> & {
  history: StoredWeek[] | null;
  danger: number;
  weekOver: boolean;
  bookableLeft: boolean;
  countedDays: number;
  openDays: number;
  programDays: number;
  prorate: boolean;
  causes: WeekCause[];
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
};

interface Answer {
  counts: Record<Standing, number>;
  rows: Stored[];
  incomplete: boolean;
}

/** The numbers `hours.danger` gives each standing. */
const DANGERS: Record<Standing, [number, number]> = {
  short: [-100_000, -1],
  at_risk: [0, 99_999],
  over: [100_000, 199_999],
  on_track: [300_000, 300_000],
  met: [400_000, 400_000],
};

/**
 * The clinic's clients in one week, those in most danger first: short, at risk, over, on track, met, and within each by
 * how much. One statement, shared by those who ask for the same board at once; a week nobody has opened yet is completed first.
 */
@Injectable()
export class HoursBoardQuery {
  private readonly together = new AskedTogether<HoursBoard>();

  constructor(
    private readonly database: Database,
    private readonly weeks: CompleteWeeks,
    private readonly clock: Clock,
  ) {}

  run(clinicId: string, filter: HoursBoardFilter): Promise<HoursBoard> {
    return this.together.ask(JSON.stringify([clinicId, filter]), () => this.board(clinicId, filter));
  }

  private async board(clinicId: string, filter: HoursBoardFilter): Promise<HoursBoard> {
    let answer = await this.read(clinicId, filter);
    if (answer.incomplete && (await this.weeks.heal(clinicId, filter.day))) answer = await this.read(clinicId, filter);
    const shown = answer.rows.slice(0, filter.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(boardRow),
      nextCursor: answer.rows.length > filter.limit && last ? encodeCursor([last.danger, last.episodeId]) : null,
      counts: answer.counts,
    };
  }

  private async read(clinicId: string, filter: HoursBoardFilter): Promise<Answer> {
    const after = decodeCursor<[number, string]>(filter.cursor, [(key) => Number.isSafeInteger(key) && Math.abs(key as number) < 1e9, isId]);
    const { text, params } = boardStatement({
      clinicId,
      day: filter.day,
      now: this.clock.now(),
      ...(filter.programId === undefined ? {} : { programId: filter.programId }),
      ...(filter.staffId === undefined ? {} : { staffId: filter.staffId }),
      ...(filter.userId === undefined ? {} : { userId: filter.userId }),
      ...(filter.standing === undefined ? {} : { dangers: DANGERS[filter.standing] }),
      ...(after ? { after } : {}),
      rows: filter.limit + 1,
    });
    const [answer] = await this.database.planned<Answer>(text, params);
    return answer as Answer;
  }
}

// Every field by name: copying a row of thirty fields without some of them costs more than judging it.
function boardRow(row: Stored): BoardRow {
  const stands = standing({
    prescribed: row.prescribedMinutes,
    attended: row.attendedMinutes,
    planned: row.plannedMinutes,
    maximum: row.maximumMinutes,
    weekOver: row.weekOver,
    bookableLeft: row.bookableLeft,
    owedMinutes: row.owedMinutes,
  });
  return {
    episodeId: row.episodeId,
    clientId: row.clientId,
    chartNumber: row.chartNumber,
    givenName: row.givenName,
    familyName: row.familyName,
    preferredName: row.preferredName,
    pronouns: row.pronouns,
    programId: row.programId,
    programName: row.programName,
    clinicianName: row.clinicianName,
    weekStart: row.weekStart,
    weekEnd: row.weekEnd,
    fullMinutes: row.fullMinutes,
    prescribedMinutes: row.prescribedMinutes,
    attendedMinutes: row.attendedMinutes,
    plannedMinutes: row.plannedMinutes,
    excusedMinutes: row.excusedMinutes,
    missedMinutes: row.missedMinutes,
    madeUpMinutes: row.madeUpMinutes,
    owedMinutes: row.owedMinutes,
    projectedMinutes: row.attendedMinutes + row.plannedMinutes,
    maximumMinutes: row.maximumMinutes,
    prescribedDays: row.prescribedDays,
    daysAttended: row.daysAttended,
    daysPlanned: row.daysPlanned,
    daysPerDiem: row.daysPerDiem,
    standing: stands.standing,
    reason: stands.reason,
    sentence: reasonSentence(stands),
    arithmetic: weekSentence({
      causes: row.causes,
      minutes: row.prescribedMinutes,
      fullMinutes: row.fullMinutes,
      countedDays: row.countedDays,
      openDays: row.openDays,
      programDays: row.programDays,
      prorate: row.prorate,
      episodeFrom: row.admittedOn,
      episodeTo: row.dischargedOn,
    }),
    shortBy: stands.shortBy,
    overBy: stands.overBy,
    history: (row.history ?? []).map((week) => weekBefore(row.weekStart, week)),
  };
}

function weekBefore(weekStart: ClinicDay, [daysBefore, prescribed, attended, planned, maximum]: StoredWeek): WeekBefore {
  const stands = standingName({ prescribed, attended, planned, maximum, weekOver: true, bookableLeft: false, owedMinutes: 0 });
  return { weekStart: addDays(weekStart, -daysBefore), prescribedMinutes: prescribed, attendedMinutes: attended, standing: stands };
}
