import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Time a room cannot be used, from an instant to an instant. Touching ends are two outages.
create table clinics.room_outage (
  id uuid primary key,
  clinic_id uuid not null,
  room_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null constraint room_outage_explained check (length(trim(reason)) > 0),
  constraint room_outage_room foreign key (room_id, clinic_id) references clinics.room (id, clinic_id) on delete cascade,
  constraint room_outage_order check (starts_at < ends_at),
  constraint room_outage_once exclude using gist (room_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index room_outage_by_clinic on clinics.room_outage (clinic_id, ends_at);
create index room_outage_by_room on clinics.room_outage (room_id, ends_at);
create view clinics.v_room_outage as select id, clinic_id, room_id, starts_at, ends_at from clinics.room_outage;

-- The rules of booking ask it with everything else.
create or replace function scheduling.booking_facts(p_clinic uuid, p_service uuid, p_program uuid, p_room uuid, p_staff uuid[], p_clients uuid[], p_from date, p_to date, p_keys text[]) returns json language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(p_keys) key;
  return (select json_build_object(
    'service', (select json_build_object('name', name, 'kind', kind, 'countsTowardHours', counts_toward_hours, 'defaultMinutes', default_minutes,
        'capacity', capacity, 'modality', modality, 'disciplines', disciplines, 'active', active)
      from programs.v_service where id = p_service and clinic_id = p_clinic),
    'program', (select json_build_object('active', p.active, 'groupCapacity', (select v.group_capacity from programs.v_policy_version v
        where v.program_id = p.id and v.effective_from <= p_from and (v.effective_to is null or v.effective_to >= p_from) limit 1))
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

const DOWN = /* sql */ `
create or replace function scheduling.booking_facts(p_clinic uuid, p_service uuid, p_program uuid, p_room uuid, p_staff uuid[], p_clients uuid[], p_from date, p_to date, p_keys text[]) returns json language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(p_keys) key;
  return (select json_build_object(
    'service', (select json_build_object('name', name, 'kind', kind, 'countsTowardHours', counts_toward_hours, 'defaultMinutes', default_minutes,
        'capacity', capacity, 'modality', modality, 'disciplines', disciplines, 'active', active)
      from programs.v_service where id = p_service and clinic_id = p_clinic),
    'program', (select json_build_object('active', p.active, 'groupCapacity', (select v.group_capacity from programs.v_policy_version v
        where v.program_id = p.id and v.effective_from <= p_from and (v.effective_to is null or v.effective_to >= p_from) limit 1))
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
    'closures', coalesce((select json_agg(json_build_object('day', day, 'reason', reason) order by day)
      from clinics.v_closure where clinic_id = p_clinic and day between p_from and p_to), '[]'),
    'availability', coalesce((select json_agg(json_build_array(staff_id, weekday, left(starts::text, 5), left(ends::text, 5), effective_from, effective_to))
      from team.v_availability where staff_id = any (p_staff) and clinic_id = p_clinic and effective_from <= p_to and (effective_to is null or effective_to >= p_from)), '[]'),
    'timeOff', coalesce((select json_agg(json_build_object('staffId', staff_id, 'startsAt', starts_at, 'endsAt', ends_at))
      from team.v_time_off where staff_id = any (p_staff) and clinic_id = p_clinic
        and tstzrange(starts_at, ends_at) && tstzrange(p_from - interval '1 day', p_to + interval '3 days')), '[]')
  ));
end $$;

drop view clinics.v_room_outage;
drop table clinics.room_outage;
`;

/** When a room is out, so that nobody books it then unawares. */
export class RoomOutages20261127002000 implements MigrationInterface {
  readonly name = 'RoomOutages20261127002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
