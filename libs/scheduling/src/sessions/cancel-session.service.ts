import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { SessionWriter } from '../booking/session-writer.service.js';
import { attendanceRecorded, sessionCancelled } from '../scheduling.errors.js';
import { SessionStateQuery, placesOn } from './session-state.query.js';

/** Cancels one session: it frees its room and people and credits nobody. Its places stay, so that it can be restored. */
@Injectable()
export class CancelSession {
  constructor(
    private readonly database: Database,
    private readonly state: SessionStateQuery,
    private readonly writer: SessionWriter,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @returns the version to restore it with.
   * @throws DomainError 409 when attendance is recorded or it is cancelled already.
   */
  async run(clinicId: string, sessionId: string, input: { reason: string; version?: number }): Promise<{ version: number }> {
    return this.database.transaction(async () => {
      const session = await this.state.lock(clinicId, sessionId, input.version);
      if (session.status === 'cancelled') throw sessionCancelled();
      const people = await this.state.people(sessionId);
      if (people.places.some((place) => place.recorded && place.status !== 'excused')) throw attendanceRecorded();
      const { version } = await this.database.one<{ version: number }>(
        `update scheduling.session set status = 'cancelled', cancel_reason = $2, version = version + 1 where id = $1 returning version`,
        [sessionId, input.reason],
      );
      this.audit.record({ clinicId, action: 'scheduling.session-cancelled', subjectType: 'session', subjectId: sessionId, clientId: people.places.length === 1 ? people.places[0]?.clientId : null, reason: input.reason });
      await this.writer.tell(clinicId, [sessionId], placesOn(people, session.clinicDay));
      return { version };
    });
  }
}
