import { Injectable } from '@nestjs/common';
import { Database, type TimeZone } from '#platform';
import { TimeTakenError } from '../scheduling.errors.js';
import { FindFreeSlotsQuery } from './find-free-slots.query.js';
import { InTheWayQuery, type WantedPeople, type WantedTime } from './in-the-way.query.js';

/** What was wanted when a booking was refused. */
export interface WantedBooking {
  zone: TimeZone;
  serviceId: string;
  time: WantedTime;
  people: WantedPeople;
  /** Sessions that are not in their own way. */
  except?: readonly string[];
}

const ATTEMPTS = 3;

/**
 * Says what a refused booking ran into. A constraint's refusal ends the transaction, so what is in the way is read after
 * it, in a new snapshot; inside a larger transaction the bare refusal goes up.
 */
@Injectable()
export class ExplainTaken {
  constructor(
    private readonly database: Database,
    private readonly inTheWay: InTheWayQuery,
    private readonly findFreeSlots: FindFreeSlotsQuery,
  ) {}

  /**
   * Runs a use case and explains its refusal.
   * @param wanted what the use case found it wants; read only once it was refused.
   * @throws TimeTakenError with conflicts and free slots.
   */
  async around<T>(clinicId: string, wanted: () => WantedBooking | undefined, work: () => Promise<T>): Promise<T> {
    if (this.database.inTransaction) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (thrown) {
        const booking = wanted();
        if (!(thrown instanceof TimeTakenError) || !booking) throw thrown;
        const [conflicts = []] = await this.inTheWay.run(clinicId, [booking.time], booking.people, { except: booking.except, limit: 20 });
        if (conflicts.length > 0) throw new TimeTakenError(thrown.taken, { conflicts, freeSlots: await this.freeSlots(clinicId, booking) });
        // Whatever it was is gone by now: another attempt decides.
        if (attempt >= ATTEMPTS) throw thrown;
      }
    }
  }

  /** The nearest times at which the same people and room are free. */
  async freeSlots(clinicId: string, booking: WantedBooking) {
    return this.findFreeSlots.run(clinicId, booking.zone, {
      ...booking.people,
      serviceId: booking.serviceId,
      minutes: Math.round((booking.time.endsAt.getTime() - booking.time.startsAt.getTime()) / 60_000),
      near: booking.time.startsAt,
      except: booking.except,
    });
  }
}
