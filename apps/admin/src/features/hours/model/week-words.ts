import { formatMinutes } from '@/lib/minutes';
import type { BoardRow, Standing } from '../api/hours';

/** The standings in the order of danger, in words. */
export const WORDS: Record<Standing, string> = { short: 'Short', at_risk: 'At risk', over: 'Over', on_track: 'On track', met: 'Met' };
export const STANDINGS = Object.keys(WORDS) as Standing[];

/** How the prescription of the week came about, as one line of arithmetic. */
export function prescriptionLine(row: Pick<BoardRow, 'fullMinutes' | 'prescribedMinutes' | 'arithmetic'>): string {
  if (row.fullMinutes === row.prescribedMinutes) return `${formatMinutes(row.prescribedMinutes)} prescribed. ${row.arithmetic ?? 'A whole week.'}`;
  return `${formatMinutes(row.prescribedMinutes)} of ${formatMinutes(row.fullMinutes)} prescribed. ${row.arithmetic ?? ''}`.trim();
}

/** Days as people say them: "2 of 3 days, 1 more planned". */
export function daysLine(row: Pick<BoardRow, 'daysAttended' | 'daysPlanned' | 'prescribedDays'>): string {
  const of = row.prescribedDays === null ? `${row.daysAttended} ${row.daysAttended === 1 ? 'day' : 'days'}` : `${row.daysAttended} of ${row.prescribedDays} ${row.prescribedDays === 1 ? 'day' : 'days'}`;
  return row.daysPlanned === 0 ? of : `${of}, ${row.daysPlanned} more planned`;
}

/** What a make-up could win back of a week, in minutes; 0 where nothing is missing, or nothing can be won back any more. */
export function toMakeUp(row: Pick<BoardRow, 'standing' | 'shortBy' | 'reason' | 'forecast'>): number {
  if (row.standing === 'at_risk') return row.shortBy;
  if (row.standing === 'short' && row.reason === 'nothing_bookable') return 0;
  return row.forecast?.outlook === 'likely_short' ? row.forecast.likelyShortBy : 0;
}

/** Whether the forecast says more than the standing does already. */
export function saysMore(row: Pick<BoardRow, 'forecast' | 'projectedMinutes'>): boolean {
  return row.forecast?.outlook === 'likely_short' && row.forecast.likelyMinutes < row.projectedMinutes;
}
