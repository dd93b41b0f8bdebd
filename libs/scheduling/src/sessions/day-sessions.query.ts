import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, isId, isInstant, type ClinicDay } from '#platform';
import { SUMMARY, SUMMARY_JOINS } from './session-summary.sql.js';
import { SESSION_STATUSES, type SessionStatus } from './session.entity.js';

/** Which sessions of a day. */
export interface DaySessionsFilter {
  day: ClinicDay;
  status?: SessionStatus;
  /** Words, each the beginning of one in what the session is called, its service, group or room, or who leads it. */
  search?: string;
  limit: number;
  cursor?: string;
}

// The page first, from its index; what it refers to is joined to fifty rows. Each row comes as the JSON it is sent as.
const day = (condition: string): string => /* sql */ `
  select row_to_json(x)::text as item from (
    select ${SUMMARY}
    from (
      select * from scheduling.session
      where clinic_id = $1 and clinic_day = $2 and (starts_at, id) > ($3, $4) ${condition}
      order by starts_at, id limit $5
    ) s ${SUMMARY_JOINS}
    order by s.starts_at, s.id
  ) x`;
const DAY = day('');
const DAY_OF_STATUS = day('and status = $6');

// A day is looked through as a whole: its names are in other tables. $6 statuses, $7 words.
const DAY_SEARCHED = /* sql */ `
  select row_to_json(x)::text as item from (
    select ${SUMMARY}
    from scheduling.session s ${SUMMARY_JOINS}
    cross join lateral (select translate(platform.plain(concat_ws(' ', '', s.title, v.name, g.name, r.name,
      (select string_agg(w.given_name || ' ' || w.family_name, ' ') from scheduling.session_staff t join team.v_staff w on w.id = t.staff_id where t.session_id = s.id))), '-', ' ') as words) said
    where s.clinic_id = $1 and s.clinic_day = $2 and (s.starts_at, s.id) > ($3, $4) and s.status = any ($6::text[])
      and not exists (select from unnest($7::text[]) typed where strpos(said.words, ' ' || platform.plain(typed)) = 0)
    order by s.starts_at, s.id limit $5
  ) x`;

const BEFORE_ALL = ['-infinity', '00000000-0000-0000-0000-000000000000'] as const;

/** The sessions of a clinic day in order; no client is named. */
@Injectable()
export class DaySessionsQuery {
  constructor(private readonly database: Database) {}

  /** @returns a page as JSON text: fifty sessions go through this process untouched. */
  async run(clinicId: string, filter: DaySessionsFilter): Promise<string> {
    const [startsAt, id] = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]) ?? BEFORE_ALL;
    const params = [clinicId, filter.day, startsAt, id, filter.limit + 1];
    const rows = await this.read(params, filter);
    return pageText(rows.map((row) => row.item), filter.limit);
  }

  private read(params: readonly unknown[], { status, search }: DaySessionsFilter): Promise<{ item: string }[]> {
    if (search !== undefined) return this.database.planned(DAY_SEARCHED, [...params, status ? [status] : SESSION_STATUSES, search.split(/[\s-]+/).filter(Boolean)]);
    return status ? this.database.planned(DAY_OF_STATUS, [...params, status]) : this.database.planned(DAY, params);
  }
}

/** A page as JSON text, from one row more than it holds. */
export function pageText(items: readonly string[], limit: number): string {
  const shown = items.length > limit ? items.slice(0, limit) : items;
  const last = items.length > limit ? (JSON.parse(shown.at(-1) as string) as { startsAt: string; id: string }) : undefined;
  return `{"items":[${shown.join(',')}],"nextCursor":${last ? `"${encodeCursor([last.startsAt, last.id])}"` : 'null'}}`;
}
