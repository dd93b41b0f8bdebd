import type { Schema } from './api/http';

type WeekPlace = Schema<'WeekPlaceDto'>;

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
