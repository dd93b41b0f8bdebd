import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { withinGroupSize } from '../booking/new-session.js';
import { SessionStateQuery, type LockedSession } from './session-state.query.js';

/** What may change about a session without moving it. */
export interface EditSessionInput {
  title?: string;
  note?: string | null;
  modality?: string | null;
  telehealth?: boolean;
  telehealthUrl?: string | null;
  capacity?: number;
  version: number;
}

const COLUMNS = { title: 'title', note: 'note', modality: 'modality', telehealth: 'telehealth', telehealthUrl: 'telehealth_url', capacity: 'capacity' } as const;

/** Edits a session's words, link and seats. */
@Injectable()
export class EditSession {
  constructor(
    private readonly database: Database,
    private readonly state: SessionStateQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 400 above the size of a group by the program's policy; 409 `session-full` when more are booked than the seats asked for; 409 `stale-edit`. */
  async run(clinicId: string, sessionId: string, input: EditSessionInput): Promise<{ version: number }> {
    return this.database.transaction(async () => {
      const session = await this.state.lock(clinicId, sessionId, input.version);
      if (input.capacity !== undefined && input.capacity > session.capacity && session.programId !== null) await this.mayGrow(session, session.programId, input.capacity);
      const fields = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).filter((field) => input[field] !== undefined);
      const sets = fields.map((field, at) => `${COLUMNS[field]} = $${at + 2}`);
      // A note is not of the series, so it makes no exception of it.
      if (fields.some((field) => field !== 'note' && field !== 'modality')) sets.push('changed_by_hand = series_id is not null');
      const { version } = await this.database.one<{ version: number }>(
        `update scheduling.session set ${[...sets, 'version = version + 1'].join(', ')} where id = $1 returning version`,
        [sessionId, ...fields.map((field) => input[field])],
      );
      this.audit.record({ clinicId, action: 'scheduling.session-edited', subjectType: 'session', subjectId: sessionId, changes: { fields } });
      return { version };
    });
  }

  private async mayGrow({ serviceId, clinicDay }: LockedSession, programId: string, capacity: number): Promise<void> {
    const { size } = await this.database.one<{ size: number | null }>('select scheduling.group_size($1, $2, $3) as size', [programId, serviceId, clinicDay]);
    if (size !== null) withinGroupSize(capacity, size);
  }
}
