import { addDays, clinicDayOf, timeZone, type ClinicDay } from '#platform';
import type { DemoSite } from './demo-clinics.js';
import type { Given } from './given.js';

/** Who waits for the open studio, and who leaves it: stays by their place in `ADULT_STAYS`. */
export const STUDIO = { leaves: 5, letsItPass: 17, isOffered: 8, waits: [18, 9] } as const;

/** Who of a cohort goes to the open studio: six, all its seats, since the week before last. */
export const goesToStudio = (index: number): boolean => index % 3 === 0 ? index !== 9 && index !== 18 : index === STUDIO.leaves || index === 16;

/**
 * The waitlist of a full group, from first to last: a seat about to be free is offered, nobody answers, and it is offered to
 * the next, who has not answered yet; others wait behind them.
 */
export class DemoWaitlist {
  private readonly groupId: string;

  constructor(
    private readonly given: Given,
    private readonly site: DemoSite,
    private readonly episodeOf: (index: number) => string,
  ) {
    this.groupId = site.groups['art'] as string;
  }

  /** Monday of last week: somebody will leave, and the seat is offered to the only one who waits. @param thisMonday of the week of now. */
  async lastWeek(thisMonday: ClinicDay): Promise<void> {
    const monday = addDays(thisMonday, -7);
    this.given.clock.set(this.given.at(monday, '12:40', this.site.zone));
    // The Sunday, so that the seat is never free yet on whatever day the demo is made.
    await this.given.leave(this.site.id, this.groupId, this.episodeOf(STUDIO.leaves), addDays(thisMonday, 6), 'Goes back to work in the afternoons');
    await this.given.wait(this.site.id, this.groupId, this.episodeOf(STUDIO.letsItPass), null);
    this.given.clock.set(this.given.at(addDays(monday, 2), '12:41', this.site.zone));
    await this.given.expireOffers(this.site.id, this.groupId);
  }

  /** The last afternoon before now: the offer that is open, and two behind it. */
  async today(now: Date): Promise<void> {
    const { zone } = this.site;
    const today = clinicDayOf(now, timeZone(zone));
    const calls = [STUDIO.isOffered, ...STUDIO.waits];
    const at = (day: ClinicDay, n: number): Date => this.given.at(day, `16:${20 + n * 9}`, zone);
    const day = at(today, calls.length - 1) <= now ? today : addDays(today, -1);
    for (const [n, index] of calls.entries()) {
      this.given.clock.set(at(day, n));
      await this.given.wait(this.site.id, this.groupId, this.episodeOf(index), n === 1 ? 'Would come on Tuesdays only, if need be.' : null);
    }
    this.given.clock.set(now);
  }
}
