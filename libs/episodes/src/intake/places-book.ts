import { addDays, type ClinicDay, type DaysTaken } from '#platform';

/** A place kept for a client from a day on. */
export interface KeptPlace {
  clientId: string;
  startsOn: ClinicDay;
}

/**
 * Who takes a program's places, for many stays at once that are not written yet: what one takes the next no longer finds. A stay
 * that is over takes none; a place kept for somebody is theirs.
 */
export class PlacesBook {
  private readonly stays: Map<string, DaysTaken>;

  constructor(
    private readonly places: number,
    private readonly today: ClinicDay,
    stays: ReadonlyMap<string, DaysTaken>,
    private readonly kept: readonly KeptPlace[],
  ) {
    this.stays = new Map(stays);
  }

  /** Notes the days of a stay if there is a place on each that it did not have before. @returns whether there is. */
  take(id: string, clientId: string, days: DaysTaken): boolean {
    const before = this.stays.get(id);
    if (!this.hasRoom(id, clientId, added(before, days))) return false;
    this.stays.set(id, days);
    return true;
  }

  private hasRoom(id: string, clientId: string, days: DaysTaken | null): boolean {
    if (days === null || (days.to !== null && days.to < this.today)) return true;
    const first = days.from > this.today ? days.from : this.today;
    const others = [...this.stays].filter(([other]) => other !== id).map(([, stay]) => stay);
    const kept = this.kept.filter((one) => one.clientId !== clientId).map((one): DaysTaken => ({ from: one.startsOn, to: null }));
    const taken = [...others, ...kept].filter((one) => one.to === null || one.to >= first);
    const starts = [first, ...taken.map((one) => one.from).filter((day) => day > first && (days.to === null || day <= days.to))];
    return starts.every((day) => taken.filter((one) => one.from <= day && (one.to === null || one.to >= day)).length < this.places);
  }
}

/** The days a stay has now and had not before; where it begins earlier, all of them. */
function added(before: DaysTaken | undefined, now: DaysTaken): DaysTaken | null {
  if (!before || now.from < before.from) return now;
  if (before.to === null || (now.to !== null && now.to <= before.to)) return null;
  return { from: addDays(before.to, 1), to: now.to };
}
