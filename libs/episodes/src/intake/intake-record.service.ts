import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainEvents, currentActor, newId } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { INTAKE_CHANGED, type IntakeChanged } from './intake.events.js';
import type { IntakeEntry, IntakeMove, IntakeState, LockedProgram } from './intake-entry.js';

/** One move of somebody who waits. */
export interface NewMove {
  move: IntakeMove;
  action: EpisodesAction;
  /** The state it leads to, where it leads to another. */
  state?: IntakeState;
  /** The stay they were admitted to. */
  episodeId?: string;
  /** Before and after, in line. */
  places?: [number, number];
  changes?: Record<string, unknown>;
  reason?: string | null;
}

/** Writes what happens to somebody who waits: the entry, its history, the audit trail and the news. In a transaction only. */
@Injectable()
export class IntakeRecord {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  async write(program: LockedProgram, entry: Pick<IntakeEntry, 'id' | 'clientId' | 'state'>, { move, action, state, episodeId, places, changes = {}, reason = null }: NewMove): Promise<void> {
    const now = this.clock.now();
    const actor = currentActor();
    if (state !== undefined) {
      const ended = state !== 'waiting' && state !== 'offered';
      await this.database.rows('update episodes.intake_entry set state = $2, ended_at = $3, episode_id = $4, version = version + 1 where id = $1', [entry.id, state, ended ? now : null, episodeId ?? null]);
    }
    await this.database.rows(
      `insert into episodes.intake_move (id, clinic_id, entry_id, move, from_place, to_place, reason, moved_at, by_user_id, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [newId(), program.clinicId, entry.id, move, places?.[0] ?? null, places?.[1] ?? null, reason, now, actor.userId, actor.displayName],
    );
    this.audit.record({
      clinicId: program.clinicId,
      action,
      subjectType: 'program',
      subjectId: program.id,
      clientId: entry.clientId,
      changes: { ...(state === undefined || state === entry.state ? {} : { state: [entry.state, state] }), ...(places ? { place: places } : {}), ...changes },
      reason,
    });
    await this.tell(program, [entry.id]);
  }

  /** Publishes that something of these entries changed. */
  async tell(program: LockedProgram, entryIds: string[]): Promise<void> {
    await this.events.publish<IntakeChanged>({ name: INTAKE_CHANGED, clinicId: program.clinicId, payload: { programId: program.id, entryIds } });
  }
}
