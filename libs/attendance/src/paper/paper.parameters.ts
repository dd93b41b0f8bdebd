import { isWallTime, wallTime, type WallTime } from '#platform';

/** The numbers of the rosters on paper. `platform.setting` row `paper` overrides any of them. */
export interface PaperParameters {
  /** From when on, by each clinic's own clock, tomorrow's rosters are made. After the last session, before anybody comes. Product default. */
  madeFrom: WallTime;
  /** How long they are kept, in days, for who has to type in what was written on them. Product default. */
  keepDays: number;
}

export const PAPER_PARAMETERS = Symbol('paper parameters');

export const STANDARD_PAPER: PaperParameters = { madeFrom: wallTime('21:00'), keepDays: 14 };

/** The standard numbers with those of a setting in their place; what is no time or no number of days is left out. */
export function paperParametersFrom(setting: unknown): PaperParameters {
  const given = (typeof setting === 'object' && setting !== null ? setting : {}) as Record<string, unknown>;
  const { madeFrom, keepDays } = given;
  return {
    madeFrom: isWallTime(madeFrom) ? madeFrom : STANDARD_PAPER.madeFrom,
    keepDays: typeof keepDays === 'number' && Number.isInteger(keepDays) && keepDays >= 1 && keepDays <= 365 ? keepDays : STANDARD_PAPER.keepDays,
  };
}
