import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, isId, isInstant, notFound, type ClinicDay } from '#platform';
import { pageText } from './day-sessions.query.js';
import { SUMMARY, SUMMARY_JOINS } from './session-summary.sql.js';

/** Which sessions of a client. */
export interface ClientSessionsFilter {
  from: ClinicDay;
  to: ClinicDay | null;
  limit: number;
  cursor?: string;
}

const SESSIONS = /* sql */ `
  select row_to_json(x)::text as item from (
    select ${SUMMARY}, p.id as "participationId", p.status as attendance, p.credited_minutes as "creditedMinutes", p.is_make_up as "isMakeUp"
    from scheduling.participation p
    join scheduling.session s on s.id = p.session_id ${SUMMARY_JOINS}
    where p.client_id = $2 and p.clinic_id = $1 and p.status <> 'cancelled' and s.clinic_day >= $3 and ($4::date is null or s.clinic_day <= $4)
      -- A day of slack each way: the index knows instants, the clinic knows days.
      and p.starts_at >= ($3::date - 1) and (p.starts_at, s.id) > ($5, $6)
    order by p.starts_at, s.id limit $7
  ) x`;

/** The sessions a client is booked in, in order. */
@Injectable()
export class ClientSessionsQuery {
  constructor(private readonly database: Database) {}

  /** @returns a page as JSON text. @throws DomainError 404 when the client is not of this clinic. */
  async run(clinicId: string, clientId: string, filter: ClientSessionsFilter): Promise<string> {
    const [startsAt, id] = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]) ?? ['-infinity', '00000000-0000-0000-0000-000000000000'];
    const rows = await this.database.rows<{ item: string }>(SESSIONS, [clinicId, clientId, filter.from, filter.to, startsAt, id, filter.limit + 1]);
    if (rows.length === 0 && !(await this.database.maybe('select from clients.v_client where id = $1 and clinic_id = $2', [clientId, clinicId]))) throw notFound('client');
    return pageText(rows.map((row) => row.item), filter.limit);
  }
}
