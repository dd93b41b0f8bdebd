import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, isId, isInstant, notFound, pageOf, type Page } from '#platform';
import type { GroupSessionDto } from './group-detail.dto.js';
import type { TopicDto } from './groups.dto.js';
import { topicOf } from './groups.query.js';

/** Which sessions of a group, and how many. */
export interface GroupSessionsFilter {
  when: 'coming' | 'past';
  limit: number;
  cursor?: string;
}

// A page from the index, in its direction; the ordinal of the first is counted once, the others follow from it.
const page = (past: boolean) => /* sql */ `
  with page as (
    select s.* from scheduling.session s
    where s.clinic_id = $1 and s.group_id = $2 and s.starts_at ${past ? '<=' : '>'} $3 and ($4::timestamptz is null or (s.starts_at, s.id) ${past ? '<' : '>'} ($4, $5::uuid))
    order by s.starts_at ${past ? 'desc' : ''}, s.id ${past ? 'desc' : ''} limit $6
  ), before as (
    select count(*)::int as n from scheduling.session b where b.group_id = $2 and b.status <> 'cancelled' and b.starts_at < (select min(starts_at) from page)
  )
  select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.clinic_day as "clinicDay", s.capacity, s.seats_taken + s.seats_held as "seatsTaken", s.status, r.name as "roomName",
    coalesce((select json_agg(json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) order by t.position, t.staff_id)
      from scheduling.session_staff t join team.v_staff w on w.id = t.staff_id where t.session_id = s.id), '[]') as staff,
    (before.n + count(*) filter (where s.status <> 'cancelled') over (order by s.starts_at, s.id rows unbounded preceding))::int as ordinal
  from page s cross join before left join clinics.v_room r on r.id = s.room_id
  order by s.starts_at ${past ? 'desc' : ''}, s.id ${past ? 'desc' : ''}`;

const COMING = page(false);
const PAST = page(true);

/** The sessions of a group, forward from now or back from now, each with its topic. */
@Injectable()
export class GroupSessionsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, groupId: string, filter: GroupSessionsFilter): Promise<Page<GroupSessionDto>> {
    const after = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]);
    const group = await this.database.maybe<{ curriculum: TopicDto[] }>('select curriculum from scheduling.therapy_group where id = $1 and clinic_id = $2', [groupId, clinicId]);
    if (!group) throw notFound('group');
    const rows = await this.database.rows<Omit<GroupSessionDto, 'topic'> & { ordinal: number }>(filter.when === 'past' ? PAST : COMING, [
      clinicId,
      groupId,
      this.clock.now(),
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.limit + 1,
    ]);
    return pageOf(rows, filter.limit, (row) => [row.startsAt.toISOString(), row.id], ({ ordinal, ...session }) => ({ ...session, topic: topicOf(group.curriculum, session.status, ordinal) }));
  }
}
