import { addDays, type ClinicDay } from '#platform';
import type { DemoSite } from './demo-clinics.js';
import type { Given } from './given.js';

type Account = { userId: string; displayName: string };

/** Somebody in a stay, by their place in the plan. */
export interface Covered {
  id: string;
  episodeId: string;
}

/** In force, with a last one; nearly used up; all of it used or booked; ended and not followed; withdrawn and recorded anew. */
const PLAN = { steady: 11, nearly: 2, gone: 28, ended: 3, again: 4, hours: 32, teens: [101, 103, 104] } as const;

const NORTHWIND = 'Northwind Health Plan';
const SUMMIT = 'Summit Mutual';

/** What payers allow of some stays; of the others nothing is known. */
export class DemoCoverage {
  constructor(
    private readonly given: Given,
    private readonly sites: { harbor: DemoSite; lakeside: DemoSite },
    private readonly frontDesk: Account,
    private readonly personOf: (index: number) => Covered | undefined,
  ) {}

  /** @param monday of the week of now. */
  async recorded(monday: ClinicDay): Promise<void> {
    this.given.by(this.frontDesk);
    const on = (days: number): ClinicDay => addDays(monday, days);
    const { harbor, lakeside } = this.sites;
    await this.grant(harbor, PLAN.steady, { payer: SUMMIT, number: 'SM-20931', startsOn: on(-14), endsOn: on(25), unit: 'day', granted: 30, nextReviewOn: on(18) });
    // The grants before it are used; of the one there is, a day is left beyond what is booked.
    await this.grant(harbor, PLAN.nearly, { payer: NORTHWIND, number: 'NW-77014', startsOn: on(-49), endsOn: on(-15), unit: 'day', granted: 25 });
    await this.grant(harbor, PLAN.nearly, { payer: NORTHWIND, number: 'NW-77102', startsOn: on(-14), endsOn: on(6), unit: 'day', granted: 1, nextReviewOn: on(3) }, 1);
    // Too little is booked for this one, and nothing is left for a make-up.
    await this.grant(harbor, PLAN.gone, { payer: SUMMIT, number: 'SM-31877', startsOn: monday, endsOn: on(27), unit: 'minute', granted: 1, nextReviewOn: on(21), note: 'Fewer hours than asked for; the appeal is with the medical director.' }, 0);
    await this.grant(harbor, PLAN.ended, { payer: NORTHWIND, number: 'NW-75530', startsOn: on(-42), endsOn: on(-3), unit: 'day', granted: 30 });
    const wrong = await this.grant(harbor, PLAN.again, { payer: NORTHWIND, number: 'NW-70001', startsOn: on(-28), endsOn: on(13), unit: 'day', granted: 12 });
    await this.given.withdrawAuthorization(harbor.id, this.person(PLAN.again).id, wrong, 'Typed from another client’s letter.');
    await this.grant(harbor, PLAN.again, { payer: NORTHWIND, number: 'NW-76448', startsOn: on(-28), endsOn: on(13), unit: 'day', granted: 30, nextReviewOn: on(9) });
    await this.grant(harbor, PLAN.hours, { payer: SUMMIT, number: 'SM-29004', startsOn: on(-21), endsOn: on(20), unit: 'minute', granted: 66 * 60, nextReviewOn: on(14) });
    for (const [n, index] of PLAN.teens.entries()) await this.grant(lakeside, index, { payer: 'Prairie Youth Care', number: `PY-${4410 + n * 7}`, startsOn: on(-14), endsOn: on(13 + n * 7), unit: 'day', granted: 16 + n * 4, nextReviewOn: on(8 + n * 7) });
  }

  private person(index: number): Covered {
    const person = this.personOf(index);
    if (!person) throw new Error(`Nobody is in a stay at place ${index} of the plan.`);
    return person;
  }

  /** @param beyond says so much more is granted than is used and booked so far. */
  private async grant(site: DemoSite, index: number, terms: Omit<Parameters<Given['authorize']>[2], 'episodeId'>, beyond?: number): Promise<string> {
    const { id: clientId, episodeId } = this.person(index);
    const id = await this.given.authorize(site.id, clientId, { ...terms, episodeId });
    if (beyond !== undefined) {
      const { used, booked } = await this.given.useOf(site.id, clientId, id);
      await this.given.changeAuthorization(site.id, clientId, id, { version: 1, granted: Math.max(1, used + booked + beyond) });
    }
    return id;
  }
}
