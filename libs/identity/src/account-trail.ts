import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, currentContext } from '#platform';
import type { IdentityAction } from './identity.audit.js';

/** Something that happened to a person's account, whatever the clinic. */
export interface AccountEvent {
  action: IdentityAction;
  userId: string;
  changes?: Record<string, unknown>;
  /** The session it is about, if it is about one. */
  sessionId?: string;
}

/**
 * The audit of what belongs to a person rather than a clinic (signing in, a password). It is written once in the trail
 * of each clinic the person works in, so that every clinic sees the whole of its people's coming and going.
 */
@Injectable()
export class AccountTrail {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** Notes an event of this transaction. */
  async record(event: AccountEvent): Promise<void> {
    const clinics = await this.database.rows<{ clinic_id: string }>('select clinic_id from identity.membership where user_id = $1 order by clinic_id', [event.userId]);
    const places = clinics.length > 0 ? clinics.map((row) => row.clinic_id) : [null];
    for (const clinicId of places) {
      this.audit.record({
        clinicId,
        action: event.action,
        subjectType: event.sessionId === undefined ? 'user' : 'session',
        subjectId: event.sessionId ?? event.userId,
        changes: event.changes ?? {},
      });
    }
  }
}

/** From here on the request acts as this person: they have just shown who they are. */
export function actAs(person: { userId: string; displayName: string; sessionId: string }): void {
  const ambient = currentContext();
  if (ambient) ambient.actor = { kind: 'user', ...person };
}
