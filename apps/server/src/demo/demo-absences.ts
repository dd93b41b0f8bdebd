import { addDays, clinicDayOf, timeZone, wallTime, weekdayOf, type ClinicDay } from '#platform';
import type { DemoSite } from './demo-clinics.js';
import type { StaffKey } from './demo-people.js';
import type { Given } from './given.js';

type Account = { userId: string; displayName: string };

/** Whoever decides, calls people, or finds news in the app. */
export interface AbsencePeople {
  director: Account;
  frontDesk: Account;
  therapist: Account;
}

/** When the last thing here is done, of a morning. */
const DONE_BY = '10:30';

/**
 * Two clinicians and a room are out next week, and what was decided about it: a message in every state there is. Next week, so
 * that no session has begun on whatever day the demo is made; decided on the last working morning before now.
 */
export class DemoAbsences {
  constructor(
    private readonly given: Given,
    private readonly site: DemoSite,
    private readonly people: AbsencePeople,
  ) {}

  /** @param thisMonday of the week of now. */
  async decided(now: Date, thisMonday: ClinicDay): Promise<void> {
    const morning = this.lastMorning(now);
    const at = (time: string): void => this.given.clock.set(this.given.at(morning, time, this.site.zone));
    await this.roomWithoutHeating(at, addDays(thisMonday, 11));
    await this.changedAgain(at, addDays(thisMonday, 11));
    await this.notToldYet(at, addDays(thisMonday, 7));
    this.given.clock.set(now);
  }

  /** The therapist has seen where they meet, and word was left with the client. */
  private async roomWithoutHeating(at: (time: string) => void, friday: ClinicDay): Promise<void> {
    const { id, rooms } = this.site;
    const { director, therapist, frontDesk } = this.people;
    at('09:05');
    const [session] = await this.given.by(director).absence(id, { roomId: rooms['office1'], ...afternoon(friday, '13:55'), reason: 'The heating is being mended' }, () => ({ action: 'room', roomId: rooms['office4'] }));
    const told = await this.given.messages(session as string);
    at('09:20');
    await this.given.by(therapist).read(id, told.ofStaff, therapist.userId);
    at('09:25');
    await this.given.by(frontDesk).call(id, told.ofClient, 'left_word');
  }

  /** Moved once more before anybody was told: the client was then reached, the substitute, who has no account, was not. */
  private async changedAgain(at: (time: string) => void, friday: ClinicDay): Promise<void> {
    const { id, zone } = this.site;
    const { therapistB, socialWorker } = this.site.staff as Record<StaffKey, string>;
    const { director, frontDesk } = this.people;
    at('09:40');
    const [session] = await this.given.by(director).absence(id, { staffId: therapistB, ...afternoon(friday, '12:50'), reason: 'At a training' }, () => ({ action: 'substitute', staffId: socialWorker }));
    at('09:55');
    await this.given.by(frontDesk).move(id, session as string, this.given.at(friday, '15:00', zone));
    const told = await this.given.messages(session as string);
    at('10:05');
    await this.given.call(id, told.ofClient, 'reached');
    at('10:10');
    await this.given.call(id, told.ofStaff, 'not_reached');
  }

  /** One hour has a substitute who has not looked yet, the other does not take place: both clients are still to be called. */
  private async notToldYet(at: (time: string) => void, monday: ClinicDay): Promise<void> {
    const { counselor, therapistA } = this.site.staff as Record<StaffKey, string>;
    at(DONE_BY);
    await this.given.by(this.people.director).absence(this.site.id, { staffId: counselor, ...afternoon(monday, '12:30'), reason: 'Away on Monday afternoon' }, ({ substitutes }) =>
      substitutes.some((one) => one.staffId === therapistA) ? { action: 'substitute', staffId: therapistA } : { action: 'cancel' },
    );
  }

  private lastMorning(now: Date): ClinicDay {
    const { zone } = this.site;
    let day = clinicDayOf(now, timeZone(zone));
    while (weekdayOf(day) > 5 || this.given.at(day, DONE_BY, zone) > now) day = addDays(day, -1);
    return day;
  }
}

const afternoon = (day: ClinicDay, from: string) => ({ from: day, fromTime: wallTime(from), to: day, toTime: wallTime('17:00') });
