import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainError } from '#platform';
import { ClinicsReader } from '#clinics';
import { ExplainTaken, type WantedBooking } from '../booking/explain-taken.service.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { SessionStateQuery, placesOn } from './session-state.query.js';

const HOLDS_TIME = new Set(['booked', 'attended', 'late', 'left_early']);

/** Takes back a cancellation, if the room and everybody are still free. */
@Injectable()
export class RestoreSession {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly state: SessionStateQuery,
    private readonly writer: SessionWriter,
    private readonly explain: ExplainTaken,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws TimeTakenError when somebody or the room is booked elsewhere by now; DomainError 409 when it is not cancelled. */
  async run(clinicId: string, sessionId: string, input: { version?: number } = {}): Promise<{ version: number }> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    let wanted: WantedBooking | undefined;
    return this.explain.around(
      clinicId,
      () => wanted,
      () =>
        this.database.transaction(async () => {
          const session = await this.state.lock(clinicId, sessionId, input.version);
          if (session.status !== 'cancelled') throw new DomainError({ code: 'not-cancelled', status: 409, title: 'This session is not cancelled.' });
          const people = await this.state.people(sessionId);
          const clientIds = people.places.filter((place) => HOLDS_TIME.has(place.status)).map((place) => place.clientId);
          wanted = {
            zone,
            serviceId: session.serviceId,
            time: { startsAt: session.startsAt, endsAt: session.endsAt, day: session.clinicDay },
            people: { staffIds: people.staffIds, roomId: session.roomId, clientIds },
            except: [sessionId],
          };
          const { version } = await this.database.one<{ version: number }>(
            `update scheduling.session set status = 'scheduled', cancel_reason = null, cancellation_id = null, changed_by_hand = changed_by_hand or cancellation_id is not null, version = version + 1 where id = $1 returning version`,
            [sessionId],
          );
          this.audit.record({ clinicId, action: 'scheduling.session-restored', subjectType: 'session', subjectId: sessionId, clientId: people.places.length === 1 ? people.places[0]?.clientId : null });
          await this.writer.tell(clinicId, [sessionId], placesOn(people, session.clinicDay));
          return { version };
        }),
    );
  }
}
