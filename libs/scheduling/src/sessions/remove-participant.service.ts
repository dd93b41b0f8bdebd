import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound } from '#platform';
import { SessionWriter } from '../booking/session-writer.service.js';
import { attendanceRecorded } from '../scheduling.errors.js';
import { SessionStateQuery } from './session-state.query.js';

/** Takes a client off a session: the seat is free again, and the place stays as cancelled. */
@Injectable()
export class RemoveParticipant {
  constructor(
    private readonly database: Database,
    private readonly state: SessionStateQuery,
    private readonly writer: SessionWriter,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404 when the client has no place there; 409 when their attendance is recorded. */
  async run(clinicId: string, sessionId: string, clientId: string, input: { reason?: string | null } = {}): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.state.lock(clinicId, sessionId);
      const { places } = await this.state.people(sessionId);
      const place = places.find((one) => one.clientId === clientId && one.status !== 'cancelled');
      if (!place) throw notFound('place in this session');
      if (place.recorded) throw attendanceRecorded();
      await this.database.rows(`update scheduling.participation set status = 'cancelled', reason = $2, version = version + 1 where id = $1`, [place.id, input.reason ?? null]);
      this.audit.record({ clinicId, action: 'scheduling.participant-removed', subjectType: 'session', subjectId: sessionId, clientId, reason: input.reason ?? null });
      await this.writer.tell(clinicId, [sessionId], [{ participationId: place.id, episodeId: place.episodeId, day: session.clinicDay }]);
    });
  }
}
