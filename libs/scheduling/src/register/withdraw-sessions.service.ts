import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { SessionWriter } from '../booking/session-writer.service.js';
import type { ChangedParticipation } from '../scheduling.events.js';

/** What was taken back. */
export interface WithdrawnSessions {
  removed: number;
  cancelled: number;
}

/**
 * Takes back sessions that were registered, the undo of an import. Those on which something was built (attendance that
 * keeps a history) are cancelled and lose their name in the source; the others are gone as if they had never been.
 */
@Injectable()
export class WithdrawSessions {
  constructor(
    private readonly database: Database,
    private readonly writer: SessionWriter,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param options.withHistory sessions whose places another module keeps a history of; recorded attendance must be undone first.
   * @throws DomainError 409 `attendance-recorded`.
   */
  async run(clinicId: string, sessionIds: readonly string[], options: { withHistory: readonly string[]; reason: string }): Promise<WithdrawnSessions> {
    return this.database.transaction(async () => {
      const history = new Set(options.withHistory);
      const [remove, cancel] = [sessionIds.filter((id) => !history.has(id)), sessionIds.filter((id) => history.has(id))];
      const news = await this.database.rows<ChangedParticipation>(
        `select p.id as "participationId", p.episode_id as "episodeId", s.clinic_day as day
         from scheduling.participation p join scheduling.session s on s.id = p.session_id where s.clinic_id = $1 and s.id = any ($2::uuid[])`,
        [clinicId, sessionIds],
      );
      const cancelled = await this.database.rows(
        `update scheduling.session set status = 'cancelled', cancel_reason = $3, external_source = null, external_id = null, version = version + 1
         where clinic_id = $1 and id = any ($2::uuid[]) returning id`,
        [clinicId, cancel, options.reason],
      );
      await this.database.rows(`update scheduling.participation set external_source = null, external_id = null where session_id = any ($1::uuid[]) and clinic_id = $2`, [cancel, clinicId]);
      await this.database.rows('delete from scheduling.participation where clinic_id = $1 and session_id = any ($2::uuid[])', [clinicId, remove]);
      const removed = await this.database.rows('delete from scheduling.session where clinic_id = $1 and id = any ($2::uuid[]) returning id', [clinicId, remove]);
      this.audit.record({ clinicId, action: 'scheduling.sessions-withdrawn', subjectType: 'clinic', subjectId: clinicId, changes: { removed: removed.length, cancelled: cancelled.length }, reason: options.reason });
      const gone = new Set(remove);
      await this.writer.tell(clinicId, [...sessionIds].filter((id) => !gone.has(id)), news);
      return { removed: removed.length, cancelled: cancelled.length };
    });
  }
}
