import { Injectable } from '@nestjs/common';
import { Clock, Database, notFound, type ClinicDay } from '#platform';
import { judgeMix, type MixFacts } from './mix-rules.js';
import type { GroupCandidateDto, GroupCandidatesDto, TrackCandidateDto } from './enrolments.dto.js';

const OFFERED = 20;

type CandidateRow = Omit<GroupCandidateDto, 'against'> & MixFacts & { keptApart: boolean };

const CLIENT = /* sql */ `json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client`;
const NAMED = (words: string) => /* sql */ `(${words}::text is null or c.sort_name like '%' || ${words} || '%' or platform.plain(c.given_name || ' ' || c.family_name) like '%' || ${words} || '%'
      or platform.plain(coalesce(c.preferred_name, '') || ' ' || c.family_name) like '%' || ${words} || '%' or lower(c.chart_number) = ${words})`;

// The people first, twenty of them; only then what else they have at the group's times, each by the index of busy times.
const CANDIDATES = /* sql */ `
  with people as (
    select e.id as "episodeId", e.client_id, e.admitted_on as "admittedOn", o.name as "programName", e.program_id is not distinct from $4 as "sameProgram", ${CLIENT}, c.sort_name, c.language as speaks,
      exists (select from scheduling.group_member m where m.group_id = $2 and m.client_id = e.client_id and (m.left_on is null or m.left_on >= $3)) as member
    from episodes.v_episode e join clients.v_client c on c.id = e.client_id join programs.v_program o on o.id = e.program_id
    where e.clinic_id = $1 and (e.discharged_on is null or e.discharged_on >= $3) and c.status = 'active' and ${NAMED('$5')}
      and ($5::text is not null or not exists (select from scheduling.group_member m where m.group_id = $2 and m.client_id = e.client_id and (m.left_on is null or m.left_on >= $3)))
    order by member, "sameProgram" desc, e.admitted_on > $3::date - 14 desc, c.sort_name, e.id limit ${OFFERED}
  )
  select p."episodeId", p."admittedOn", p."programName", p."sameProgram", p.client, p.member,
    (select count(*)::int from scheduling.session s where s.group_id = $2 and s.starts_at > $6 and s.status <> 'cancelled' and exists (
      select from scheduling.participation b where b.client_id = p.client_id and b.session_id <> s.id and b.live and b.status in ('booked', 'attended', 'late', 'left_early')
        and tstzrange(b.starts_at, b.ends_at, '[)') && tstzrange(s.starts_at, s.ends_at, '[)'))) as busy,
    g.language as "heldIn", p.speaks, g.phases,
    (select h.phase_name from episodes.v_prescribed_hours h where h.episode_id = p."episodeId" and h.effective_from <= greatest(p."admittedOn", $3) order by h.effective_from desc limit 1) as phase,
    exists (select from scheduling.v_keep_apart k join scheduling.group_member m on m.group_id = $2 and m.client_id = k.other_client_id
      and (m.left_on is null or m.left_on >= $3) where k.client_id = p.client_id) as "keptApart"
  from people p join scheduling.therapy_group g on g.id = $2
  order by p.member, p."sameProgram" desc, p."admittedOn" > $3::date - 14 desc, p.sort_name, p."episodeId"`;

const AHEAD = /* sql */ `
  select g.program_id as "programId", count(s.id)::int as ahead, (count(*) filter (where s.seats_taken + s.seats_held >= s.capacity))::int as "full"
  from scheduling.therapy_group g left join scheduling.session s on s.group_id = g.id and s.starts_at > $3 and s.status <> 'cancelled'
  where g.id = $1 and g.clinic_id = $2 group by g.id`;

const IN_A_STAY = /* sql */ `
  select e.id as "episodeId", e.admitted_on as "admittedOn", json_build_object('id', o.id, 'name', o.name) as program, ${CLIENT},
    coalesce((select json_agg(distinct m.group_id) from scheduling.group_member m where m.episode_id = e.id and (m.left_on is null or m.left_on >= $2)), '[]') as "groupIds"
  from episodes.v_episode e join clients.v_client c on c.id = e.client_id join programs.v_program o on o.id = e.program_id
  where e.clinic_id = $1 and (e.discharged_on is null or e.discharged_on >= $2) and c.status = 'active' and ($4::uuid is null or e.id = $4) and ${NAMED('$3')}
  order by e.admitted_on > $2::date - 14 desc, c.sort_name, e.id limit ${OFFERED}`;

/** Who could join a group: those in its program first, newcomers before others. */
@Injectable()
export class GroupCandidatesQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** At most twenty, each with what speaks against it; members only when they are searched for. @throws DomainError 404. */
  async run(clinicId: string, groupId: string, today: ClinicDay, search?: string): Promise<GroupCandidatesDto> {
    const now = this.clock.now();
    const group = await this.database.maybe<{ programId: string | null; ahead: number; full: number }>(AHEAD, [groupId, clinicId, now]);
    if (!group) throw notFound('group');
    const rows = await this.database.rows<CandidateRow>(CANDIDATES, [clinicId, groupId, today, group.programId, wordsOf(search), now]);
    const items = rows.map(({ heldIn, speaks, phases, phase, keptApart, ...one }) => ({
      ...one,
      against: [...(keptApart ? ['kept-apart'] : []), ...judgeMix({ heldIn, speaks, phases, phase }).map((broken) => broken.rule)],
    }));
    return { items, ahead: group.ahead, full: group.full };
  }

  /** Who is in a stay and could enter groups, at most twenty, each with the groups they belong to. */
  async inStay(clinicId: string, today: ClinicDay, filter: { search?: string; episodeId?: string }): Promise<TrackCandidateDto[]> {
    return this.database.rows<TrackCandidateDto>(IN_A_STAY, [clinicId, today, wordsOf(filter.search), filter.episodeId ?? null]);
  }
}

/** A search as the names are compared: without accents or case, nothing in it a pattern. */
function wordsOf(search: string | undefined): string | null {
  return search ? search.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\\%_]/g, '\\$&') : null;
}
