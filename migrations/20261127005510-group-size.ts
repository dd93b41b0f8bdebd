import type { MigrationInterface, QueryRunner } from 'typeorm';

// The facts of booking, but for the size of a group as they were.
const FACTS = (groupSize: string): string => /* sql */ `
create or replace function scheduling.booking_facts(p_clinic uuid, p_service uuid, p_program uuid, p_room uuid, p_staff uuid[], p_clients uuid[], p_from date, p_to date, p_keys text[]) returns json language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(p_keys) key;
  return (select json_build_object(
    'service', (select json_build_object('name', name, 'kind', kind, 'countsTowardHours', counts_toward_hours, 'defaultMinutes', default_minutes,
        'capacity', capacity, 'modality', modality, 'disciplines', disciplines, 'active', active)
      from programs.v_service where id = p_service and clinic_id = p_clinic),
    'program', (select json_build_object('active', p.active, 'groupCapacity', ${groupSize})
      from programs.v_program p where p.id = p_program and p.clinic_id = p_clinic),
    'room', (select json_build_object('capacity', capacity, 'shareable', shareable, 'active', active)
      from clinics.v_room where id = p_room and clinic_id = p_clinic),
    'staff', coalesce((select json_agg(json_build_object('staffId', s.id, 'discipline', s.discipline, 'active', s.active, 'supervised', coalesce(v.active, false),
        'credentials', coalesce((select json_agg(json_build_object('issuedOn', c.issued_on, 'expiresOn', c.expires_on)) from team.v_credential c where c.staff_id = s.id), '[]')))
      from team.v_staff s left join team.v_staff v on v.id = s.supervisor_id
      where s.clinic_id = p_clinic and s.id = any (p_staff)), '[]'),
    'clients', coalesce((select json_agg(json_build_object('clientId', c.id, 'archived', c.status = 'archived',
        'episodes', coalesce((select json_agg(json_build_object('id', e.id, 'programId', e.program_id, 'from', e.admitted_on, 'to', e.discharged_on) order by e.admitted_on desc, e.id)
          from episodes.v_episode e where e.client_id = c.id and e.admitted_on <= p_to and (e.discharged_on is null or e.discharged_on >= p_from)), '[]')))
      from clients.v_client c where c.clinic_id = p_clinic and c.id = any (p_clients)), '[]'),
    'openingHours', coalesce((select json_agg(json_build_array(weekday, left(opens::text, 5), left(closes::text, 5), room_id is not null))
      from clinics.v_opening_hours where clinic_id = p_clinic and (room_id is null or room_id = p_room)), '[]'),
    'roomOutages', coalesce((select json_agg(json_build_object('startsAt', starts_at, 'endsAt', ends_at))
      from clinics.v_room_outage where room_id = p_room and clinic_id = p_clinic
        and tstzrange(starts_at, ends_at) && tstzrange(p_from - interval '1 day', p_to + interval '3 days')), '[]'),
    'closures', coalesce((select json_agg(json_build_object('day', day, 'reason', reason) order by day)
      from clinics.v_closure where clinic_id = p_clinic and day between p_from and p_to), '[]'),
    'availability', coalesce((select json_agg(json_build_array(staff_id, weekday, left(starts::text, 5), left(ends::text, 5), effective_from, effective_to))
      from team.v_availability where staff_id = any (p_staff) and clinic_id = p_clinic and effective_from <= p_to and (effective_to is null or effective_to >= p_from)), '[]'),
    'timeOff', coalesce((select json_agg(json_build_object('staffId', staff_id, 'startsAt', starts_at, 'endsAt', ends_at))
      from team.v_time_off where staff_id = any (p_staff) and clinic_id = p_clinic
        and tstzrange(starts_at, ends_at) && tstzrange(p_from - interval '1 day', p_to + interval '3 days')), '[]')
  ));
end $$;
`;

const GROUP_SIZE = /* sql */ `
-- How many clients a group of a service has at most by its program's policy on a day (GRP-MAX-TX, GRP-MAX-ED): education and skills
-- groups have a number of their own. Null where no policy holds, or the service brings no group together.
create function scheduling.group_size(p_program uuid, p_service uuid, p_day date) returns int language sql stable as $$
  select case when s.category in ('psychoeducation', 'skills_training', 'life_skills', 'nutrition', 'vocational', 'orientation')
    then (v.parameters #>> '{group.education_capacity,value}')::int else v.group_capacity end
  from programs.v_service s join programs.v_policy_version v on v.clinic_id = s.clinic_id
  where s.id = p_service and s.kind = 'group' and v.program_id = p_program and v.effective_from <= p_day and (v.effective_to is null or v.effective_to >= p_day)
$$;
`;

/** A group is no larger than its program's policy says: what the rules of booking know of it. */
export class GroupSize20261127005510 implements MigrationInterface {
  readonly name = 'GroupSize20261127005510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GROUP_SIZE);
    await runner.query(FACTS('scheduling.group_size(p.id, p_service, p_from)'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      FACTS('(select v.group_capacity from programs.v_policy_version v where v.program_id = p.id and v.effective_from <= p_from and (v.effective_to is null or v.effective_to >= p_from) limit 1)'),
    );
    await runner.query('drop function scheduling.group_size(uuid, uuid, date)');
  }
}
