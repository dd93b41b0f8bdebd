import { addDays, newId, type ClinicDay } from '#platform';
import type { CareTeamRole } from './care-team-member.entity.js';

/** A place on a care team, as plain values. */
export interface TeamPlace {
  id: string;
  staffId: string;
  role: CareTeamRole;
  isPrimary: boolean;
  fromDay: ClinicDay;
  /** The last day; null while it goes on. */
  toDay: ClinicDay | null;
}

/** Whether a place covers a day or begins later. */
const lasts = (place: TeamPlace, day: ClinicDay): boolean => place.toDay === null || place.toDay >= day;
const covers = (place: TeamPlace, day: ClinicDay): boolean => place.fromDay <= day && lasts(place, day);

/** The team with every place ended by the day: what began later never was. */
export function ended(team: readonly TeamPlace[], lastDay: ClinicDay, which: (place: TeamPlace) => boolean = () => true): TeamPlace[] {
  return team.flatMap((place) => {
    if (!which(place) || (place.toDay !== null && place.toDay <= lastDay)) return [place];
    return place.fromDay > lastDay ? [] : [{ ...place, toDay: lastDay }];
  });
}

/** The team with one more place. As primary, it takes that over from whoever has it then. */
export function joined(team: readonly TeamPlace[], place: Omit<TeamPlace, 'id'>): TeamPlace[] {
  const others = place.isPrimary ? withoutPrimary(team, place.fromDay) : team;
  return [...others, { ...place, id: newId() }];
}

/** The team with the place as primary from the day on; until then it stays what it was. */
export function promoted(team: readonly TeamPlace[], placeId: string, day: ClinicDay): TeamPlace[] {
  return withoutPrimary(team, day).flatMap((place) => {
    if (place.id !== placeId) return [place];
    return split(place, day, true);
  });
}

/**
 * The team after one person hands their places to another from the day on: for good, or until a last day, after which the
 * first one has them back. Someone who already has such a place keeps it and only takes over being primary.
 */
export function handedOver(team: readonly TeamPlace[], fromStaffId: string, toStaffId: string, day: ClinicDay, until: ClinicDay | null): TeamPlace[] {
  const given = team.filter((place) => place.staffId === fromStaffId && lasts(place, day) && (until === null || place.fromDay <= until));
  let after = ended(team, addDays(day, -1), (place) => given.includes(place));
  for (const place of given) {
    const begins = place.fromDay > day ? place.fromDay : day;
    const ends = earlier(place.toDay, until);
    const own = after.find((other) => other.staffId === toStaffId && other.role === place.role && covers(other, begins));
    if (own) {
      if (place.isPrimary) after = after.flatMap((other) => (other.id === own.id ? span(other, begins, ends) : [other]));
    } else after.push({ ...place, id: newId(), staffId: toStaffId, fromDay: begins, toDay: ends });
    if (until !== null && (place.toDay === null || place.toDay > until)) after.push({ ...place, id: newId(), fromDay: addDays(until, 1) });
  }
  return after;
}

/** Whether somebody is primary on the day. */
export function hasPrimary(team: readonly TeamPlace[], day: ClinicDay): boolean {
  return team.some((place) => place.isPrimary && covers(place, day));
}

function withoutPrimary(team: readonly TeamPlace[], day: ClinicDay): TeamPlace[] {
  return team.flatMap((place) => (place.isPrimary && lasts(place, day) ? split(place, day, false) : [place]));
}

/** The place as it was before the day, and with the other standing from then on. */
function split(place: TeamPlace, day: ClinicDay, isPrimary: boolean): TeamPlace[] {
  if (place.isPrimary === isPrimary) return [place];
  if (place.fromDay >= day) return [{ ...place, isPrimary }];
  return [{ ...place, toDay: addDays(day, -1) }, { ...place, id: newId(), isPrimary, fromDay: day }];
}

/** The place as primary for a while, and as it was before and after. */
function span(place: TeamPlace, first: ClinicDay, last: ClinicDay | null): TeamPlace[] {
  const parts = split(place, first, true);
  const during = parts.at(-1) as TeamPlace;
  if (last === null || (during.toDay !== null && during.toDay <= last)) return parts;
  return [...parts.slice(0, -1), { ...during, toDay: last }, { ...during, id: newId(), isPrimary: false, fromDay: addDays(last, 1) }];
}

function earlier(a: ClinicDay | null, b: ClinicDay | null): ClinicDay | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
