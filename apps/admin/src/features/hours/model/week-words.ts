import { formatMinutes } from '@/lib/minutes';
import type { BoardRow, Standing, WeekPlace } from '../api/hours';

/** The standings in the order of danger, in words. */
export const WORDS: Record<Standing, string> = { short: 'Short', at_risk: 'At risk', over: 'Over', on_track: 'On track', met: 'Met' };
export const STANDINGS = Object.keys(WORDS) as Standing[];

/** What became of a place, in words. */
export const STATUS: Record<WeekPlace['status'], string> = { booked: 'Booked', attended: 'Attended', late: 'Late', left_early: 'Left early', no_show: 'No-show', excused: 'Excused' };

/** A figure of the week and the places it is the sum of. */
export interface Figure {
  key: 'attended' | 'planned' | 'excused' | 'missed' | 'madeUp';
  label: string;
  minutes: number;
  places: { place: WeekPlace; minutes: number }[];
}

/** The figures of a week, each with the places and minutes that add up to it. */
export function figuresOf(places: readonly WeekPlace[]): Figure[] {
  const of = (key: Figure['key'], label: string, minutesOf: (place: WeekPlace) => number): Figure => {
    const parts = places.map((place) => ({ place, minutes: minutesOf(place) })).filter((part) => part.minutes > 0);
    return { key, label, minutes: parts.reduce((sum, part) => sum + part.minutes, 0), places: parts };
  };
  const came = (place: WeekPlace) => place.status === 'attended' || place.status === 'late' || place.status === 'left_early';
  return [
    of('attended', 'Attended', (place) => place.creditedMinutes),
    of('planned', 'Planned', (place) => (place.status === 'booked' ? place.offeredMinutes : 0)),
    of('missed', 'Missed', (place) => (came(place) || place.status === 'no_show' ? place.offeredMinutes - place.creditedMinutes : 0)),
    of('excused', 'Excused', (place) => (place.status === 'excused' ? place.offeredMinutes : 0)),
    of('madeUp', 'Won back in make-ups', (place) => (place.makeUp ? place.creditedMinutes : 0)),
  ];
}

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
