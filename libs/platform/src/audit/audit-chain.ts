import { createHash } from 'node:crypto';

/** What stands before the first link. */
export const GENESIS = Buffer.alloc(32);

/** The content of an entry `e` that its hash covers, in one fixed order, made by PostgreSQL so that both sides agree. */
export const CONTENT = `json_build_array(e.id, e.clinic_id, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_kind,
  e.actor_user_id, e.actor_name, e.session_id, e.request_id, e.action, e.subject_type, e.subject_id, e.client_id, e.changes, e.reason)::text`;

/** The hash of a link: over the one before and the entry's content. */
export function link(previous: Buffer, content: string): Buffer {
  return createHash('sha256').update(previous).update(content).digest();
}
