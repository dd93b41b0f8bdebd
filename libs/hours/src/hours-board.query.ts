import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, encodeCursor, isId, type ClinicDay } from '#platform';
import { boardStatement } from './hours-board.sql.js';
import { CompleteWeeks } from './complete-weeks.service.js';
import { reasonSentence, standing, type Standing, type StandingReason } from './standing.js';
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

type Stored = Omit<BoardRow, 'projectedMinutes' | 'standing' | 'reason' | 'sentence' | 'arithmetic' | 'shortBy' | 'overBy'> & {
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
 * how much. One statement; a week nobody has opened yet is completed first.
 */
@Injectable()
export class HoursBoardQuery {
  constructor(
    private readonly database: Database,
    private readonly weeks: CompleteWeeks,
    private readonly clock: Clock,
  ) {}

  async run(clinicId: string, filter: HoursBoardFilter): Promise<HoursBoard> {
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

function boardRow(row: Stored): BoardRow {
  const { danger: _danger, weekOver, bookableLeft, countedDays, openDays, programDays, prorate, causes, admittedOn, dischargedOn, ...shown } = row;
  const stands = standing({
    prescribed: row.prescribedMinutes,
    attended: row.attendedMinutes,
    planned: row.plannedMinutes,
    maximum: row.maximumMinutes,
    weekOver,
    bookableLeft,
    owedMinutes: row.owedMinutes,
  });
  return {
    ...shown,
    projectedMinutes: row.attendedMinutes + row.plannedMinutes,
    standing: stands.standing,
    reason: stands.reason,
    sentence: reasonSentence(stands),
    arithmetic: weekSentence({ causes, minutes: row.prescribedMinutes, fullMinutes: row.fullMinutes, countedDays, openDays, programDays, prorate, episodeFrom: admittedOn, episodeTo: dischargedOn }),
    shortBy: stands.shortBy,
    overBy: stands.overBy,
  };
}
