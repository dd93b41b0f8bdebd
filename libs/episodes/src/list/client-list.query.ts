import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { SearchClientsQuery } from '#clients';
import { DEFAULT_LIMIT, Database, decodeCursor, isClinicDay, isId, pageOf, type ClinicDay, type Page, type Weekday } from '#platform';
import { stateOfStay, weekOfStay, type StayState } from '../week-of-stay.js';

export const CLIENT_SORTS = ['name', '-name', 'chart', '-chart', 'admitted', '-admitted'] as const;
export type ClientSort = (typeof CLIENT_SORTS)[number];

export interface ClientListFilter {
  /** As typed into the search; then the best fit comes first and there is one page. */
  q?: string;
  status?: 'active' | 'archived' | 'all';
  programId?: string;
  /** On the care team today. */
  staffId?: string;
  /** `none`: in no program; `any`: in one, or about to be. */
  program?: 'none' | 'any';
  /** A minus in front turns the order round. `admitted` lists only people in a program. */
  sort?: ClientSort;
  limit?: number;
  cursor?: string;
}

/** A client in the list, with the stay they are in. */
export interface ClientListRow {
  id: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  birthDate: ClinicDay | null;
  status: 'active' | 'archived';
  stay: {
    episodeId: string;
    programId: string;
    programName: string;
    admittedOn: ClinicDay;
    dischargedOn: ClinicDay | null;
    state: StayState;
    week: number | null;
    plannedWeeks: number | null;
    primaryName: string | null;
  } | null;
  /** Stays besides that one that run or are to come. */
  otherStays: number;
}

type Row = Omit<ClientListRow, 'stay'> & {
  sortName: string;
  admittedKey: string | null;
  stay: (Omit<NonNullable<ClientListRow['stay']>, 'state' | 'week'> & { weekStartsOn: Weekday | null }) | null;
};

type SortKey = 'name' | 'chart' | 'admitted';
const COLUMNS: Record<SortKey, string> = { name: 'c.sort_name', chart: 'c.chart_number', admitted: 'pool.admitted_on' };

function orderOf(sort: ClientSort): { key: SortKey; backwards: boolean } {
  return { key: sort.replace('-', '') as SortKey, backwards: sort.startsWith('-') };
}

/** A search is narrowed by filters after it has found this many. */
const FOUND_AT_MOST = 200;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 400;

/** The clinic's clients, filtered, in order, a page at a time. Looking at a list is not opening charts. */
@Injectable()
export class ClientListQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly search: SearchClientsQuery,
  ) {}

  async run(clinicId: string, filter: ClientListFilter): Promise<Page<ClientListRow>> {
    const today = await this.clinics.today(clinicId);
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const { key, backwards } = orderOf(filter.sort ?? 'name');
    const params: unknown[] = [clinicId, today];
    const param = (value: unknown): string => `$${params.push(value)}`;
    const where = ['c.clinic_id = $1'];
    if (filter.status !== 'all') where.push(`c.status = ${param(filter.status ?? 'active')}`);

    let from = 'clients.v_client c';
    let order = `${COLUMNS[key]}${backwards ? ' desc' : ''}, c.id${backwards ? ' desc' : ''}`;
    let pool = '';
    if (filter.programId !== undefined || filter.staffId !== undefined || filter.program === 'any' || key === 'admitted') {
      pool = `pool as materialized (${poolOf(filter, param)}),`;
      from = 'pool join clients.v_client c on c.id = pool.client_id';
    } else if (filter.program === 'none') {
      where.push(`not exists (select 1 from episodes.episode e where e.client_id = c.id and ${RUNNING})`);
    }

    if (filter.q !== undefined) {
      const ids = (await this.search.run(clinicId, filter.q, FOUND_AT_MOST)).map(({ id }) => id);
      const found = param(ids);
      where.push(`c.id = any(${found}::uuid[])`);
      order = `array_position(${found}::uuid[], c.id)`;
    } else where.push(...after(key, backwards, filter.cursor, param));

    const admitted = key === 'admitted' ? 'pool.admitted_on::text' : 'null::text';
    const rows = await this.database.rows<Row>(
      `with ${pool} page as materialized (
         select c.id, c.chart_number, c.given_name, c.family_name, c.preferred_name, c.pronouns, c.birth_date, c.status, c.sort_name, ${admitted} as admitted_key,
           row_number() over (order by ${order}) as nth
         from ${from} where ${where.join(' and ')} order by ${order} limit ${param(limit + 1)}
       )
       select p.id, p.chart_number as "chartNumber", p.given_name as "givenName", p.family_name as "familyName", p.preferred_name as "preferredName",
         p.pronouns, p.birth_date as "birthDate", p.status, p.sort_name as "sortName", p.admitted_key as "admittedKey",
         stays.shown as stay, coalesce(stays.n, 1) - 1 as "otherStays"
       from page p left join lateral (
         select count(*)::int as n, (array_agg(jsonb_build_object('episodeId', e.id, 'programId', e.program_id, 'programName', g.name, 'admittedOn', e.admitted_on,
             'dischargedOn', e.discharged_on, 'plannedWeeks', e.planned_weeks,
             'weekStartsOn', (select v.week_starts_on from programs.v_policy_version v where v.program_id = e.program_id
               and daterange(v.effective_from, v.effective_to, '[]') @> greatest(e.admitted_on, $2::date)),
             'primaryName', (select trim(t.given_name || ' ' || t.family_name) from episodes.care_team_member m join team.v_staff t on t.id = m.staff_id
               where m.episode_id = e.id and m.is_primary and daterange(m.from_day, m.to_day, '[]') @> greatest(e.admitted_on, $2::date)))
             order by (e.program_id = ${param(filter.programId ?? null)}::uuid) desc nulls last, e.admitted_on, e.id))[1] as shown
         from episodes.episode e join programs.v_program g on g.id = e.program_id
         where e.client_id = p.id and ${RUNNING} having count(*) > 0) stays on true
       order by p.nth`,
      params,
    );
    const page = pageOf(rows, limit, (row) => [key === 'chart' ? row.chartNumber : key === 'admitted' ? row.admittedKey : row.sortName, row.id], (row) => shown(row, today));
    return filter.q === undefined ? page : { ...page, nextCursor: null };
  }
}

/** A stay that runs on the day, or is still to come. */
const RUNNING = '(e.discharged_on is null or e.discharged_on >= $2::date)';

/** The clients of a program, of somebody's caseload, or of any program, once each, with the day they came. */
function poolOf(filter: ClientListFilter, param: (value: unknown) => string): string {
  const conditions = ['e.clinic_id = $1', RUNNING];
  if (filter.programId !== undefined) conditions.push(`e.program_id = ${param(filter.programId)}`);
  let team = '';
  if (filter.staffId !== undefined) {
    team = 'join episodes.care_team_member m on m.episode_id = e.id';
    conditions.push(`m.clinic_id = $1 and m.staff_id = ${param(filter.staffId)} and (m.to_day is null or m.to_day >= $2) and m.from_day <= greatest(e.admitted_on, $2::date)`);
  }
  return `select e.client_id, max(e.admitted_on) as admitted_on from episodes.episode e ${team} where ${conditions.join(' and ')} group by e.client_id`;
}

function after(key: SortKey, backwards: boolean, cursor: string | undefined, param: (value: unknown) => string): string[] {
  const keys = decodeCursor<[string, string]>(cursor, [key === 'admitted' ? isClinicDay : isText, isId]);
  return keys ? [`(${COLUMNS[key]}, c.id) ${backwards ? '<' : '>'} (${param(keys[0])}${key === 'admitted' ? '::date' : ''}, ${param(keys[1])}::uuid)`] : [];
}

function shown({ sortName: _, admittedKey: __, stay, ...row }: Row, today: ClinicDay): ClientListRow {
  if (stay === null) return { ...row, stay: null };
  const { weekStartsOn, ...rest } = stay;
  return { ...row, stay: { ...rest, state: stateOfStay(rest, today), week: weekOfStay(rest, today, weekStartsOn ?? 1) } };
}
