import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound } from '#platform';
import { CancelSession, RemoveParticipant } from '#scheduling';

interface Booked {
  clientId: string;
  /** Whether the session is held for this client alone. */
  alone: boolean;
}

const BOOKED = `
select q.client_id as "clientId", s.kind = 'individual' and s.series_id is null
  and not exists (select from scheduling.v_participation o where o.session_id = s.id and o.id <> q.id and o.status <> 'cancelled') as alone
from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
where q.clinic_id = $1 and q.episode_id = $2 and q.session_id = $3 and q.is_make_up and q.status <> 'cancelled' and q.live`;

const REASON = 'Make-up taken back';

/** Takes a make-up back: its seat is free again, and an individual session booked for it is cancelled. */
@Injectable()
export class TakeBackMakeUp {
  constructor(
    private readonly database: Database,
    private readonly removeParticipant: RemoveParticipant,
    private readonly cancelSession: CancelSession,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404 when there is no such make-up; 409 `attendance-recorded`. */
  async run(clinicId: string, episodeId: string, sessionId: string): Promise<void> {
    await this.database.transaction(async () => {
      const booked = await this.database.maybe<Booked>(BOOKED, [clinicId, episodeId, sessionId]);
      if (!booked) throw notFound('make-up');
      if (booked.alone) await this.cancelSession.run(clinicId, sessionId, { reason: REASON });
      else await this.removeParticipant.run(clinicId, sessionId, booked.clientId, { reason: REASON });
      this.audit.record({ clinicId, action: 'hours.make-up-taken-back', subjectType: 'episode', subjectId: episodeId, clientId: booked.clientId, changes: { sessionId } });
    });
  }
}
