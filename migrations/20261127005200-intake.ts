import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- How many clients a program takes into care at once; null: as many as come.
alter table programs.program add column places int constraint program_places check (places between 1 and 5000);
create or replace view programs.v_program as select id, clinic_id, name, code, population, track, active, places from programs.program;

-- Who was, is or will be in a program, by the last day.
create index episode_by_program on episodes.episode (program_id, discharged_on, admitted_on);

-- Somebody who waits to be taken into a program.
create table episodes.intake_entry (
  id uuid primary key,
  clinic_id uuid not null,
  program_id uuid not null,
  client_id uuid not null,
  -- Whose turn it is: the lowest first. Rewritten when somebody is moved.
  position int not null,
  since timestamptz not null,
  -- About times and wishes; nothing clinical.
  note text constraint intake_entry_note check (length(note) <= 200),
  -- Who keeps in touch with them; nobody yet: it is on everybody's list of what is unowned.
  owner_staff_id uuid,
  state text not null default 'waiting' constraint intake_entry_state check (state in ('waiting', 'offered', 'admitted', 'declined', 'expired', 'withdrawn')),
  ended_at timestamptz,
  -- The stay they waited for.
  episode_id uuid,
  version int not null default 1,
  constraint intake_entry_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint intake_entry_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id),
  constraint intake_entry_owner foreign key (owner_staff_id, clinic_id) references team.staff (id, clinic_id),
  -- Written before the stay, in one transaction: who is in a program does not wait for it, at no moment.
  constraint intake_entry_episode foreign key (episode_id, client_id, clinic_id) references episodes.episode (id, client_id, clinic_id) deferrable initially deferred,
  constraint intake_entry_ended check ((ended_at is not null) = (state not in ('waiting', 'offered'))),
  constraint intake_entry_admitted check ((episode_id is not null) = (state = 'admitted')),
  constraint intake_entry_in_program_of unique (id, program_id, clinic_id)
);
create unique index intake_entry_once on episodes.intake_entry (program_id, client_id) where ended_at is null;
create index intake_entry_in_order on episodes.intake_entry (program_id, position, id) where ended_at is null;
create index intake_entry_ended_lately on episodes.intake_entry (program_id, ended_at desc, id desc) where ended_at is not null;
create index intake_entry_by_client on episodes.intake_entry (client_id, since desc, id desc);
create index intake_entry_by_episode on episodes.intake_entry (episode_id) where episode_id is not null;

-- A free place, kept for the person whose turn it is until they answer or the time is up.
create table episodes.intake_offer (
  id uuid primary key,
  clinic_id uuid not null,
  program_id uuid not null,
  entry_id uuid not null,
  -- The first day on which the place is free.
  starts_on date not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  -- The clinic day by which somebody has tried to tell them.
  contact_due_on date not null,
  -- The first attempt to tell them.
  contacted_at timestamptz,
  state text not null default 'open' constraint intake_offer_state check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  closed_at timestamptz,
  reason text,
  constraint intake_offer_entry foreign key (entry_id, program_id, clinic_id) references episodes.intake_entry (id, program_id, clinic_id),
  constraint intake_offer_times check (expires_at > offered_at),
  constraint intake_offer_closed check ((closed_at is not null) = (state <> 'open')),
  constraint intake_offer_declined_why check (state <> 'declined' or length(trim(coalesce(reason, ''))) > 0),
  -- Nobody loses a turn they were never told of.
  constraint intake_offer_told_first check (state <> 'expired' or contacted_at is not null)
);
create unique index intake_offer_one_open on episodes.intake_offer (entry_id) where state = 'open';
create index intake_offer_by_entry on episodes.intake_offer (entry_id, offered_at desc);
create index intake_offer_of_program on episodes.intake_offer (program_id, starts_on) where state = 'open';
create index intake_offer_to_expire on episodes.intake_offer (expires_at) where state = 'open' and contacted_at is not null;
create index intake_offer_to_tell on episodes.intake_offer (clinic_id, contact_due_on, entry_id) where state = 'open' and contacted_at is null;

-- One attempt to tell somebody that a place is offered to them.
create table episodes.intake_contact (
  id uuid primary key,
  clinic_id uuid not null,
  offer_id uuid not null constraint intake_contact_offer references episodes.intake_offer (id),
  tried_at timestamptz not null,
  how text not null constraint intake_contact_how check (how in ('phone', 'message', 'letter', 'in_person')),
  outcome text not null constraint intake_contact_outcome check (outcome in ('reached', 'not_reached', 'left_word')),
  note text constraint intake_contact_note check (length(note) <= 200),
  by_user_id uuid,
  by_name text not null,
  noted_at timestamptz not null
);
create index intake_contact_by_offer on episodes.intake_contact (offer_id, tried_at desc, id desc);

-- Every move of an entry: who, when and why.
create table episodes.intake_move (
  id uuid primary key,
  clinic_id uuid not null,
  entry_id uuid not null constraint intake_move_entry references episodes.intake_entry (id),
  move text not null constraint intake_move_kind check (move in
    ('joined', 'moved', 'offered', 'offer_withdrawn', 'admitted', 'declined', 'expired', 'withdrawn', 'returned')),
  -- Of a move within the line.
  from_place int,
  to_place int,
  reason text,
  moved_at timestamptz not null,
  by_user_id uuid,
  by_name text not null,
  constraint intake_move_places check ((move = 'moved') = (from_place is not null) and (from_place is null) = (to_place is null))
);
create index intake_move_by_entry on episodes.intake_move (entry_id, moved_at desc, id desc);

-- The most places of a program that are taken or kept on any day of [from, to].
create function episodes.most_places(p_program uuid, p_from date, p_to date) returns int language sql stable as $$
  select coalesce(max(n), 0)::int from (
    select (select count(*) from episodes.episode e where e.program_id = p_program and e.admitted_on <= d.day and (e.discharged_on is null or e.discharged_on >= d.day))
      + (select count(*) from episodes.intake_offer o where o.program_id = p_program and o.state = 'open' and o.starts_on <= d.day) as n
    from (select p_from as day
      union select e.admitted_on from episodes.episode e where e.program_id = p_program and (e.discharged_on is null or e.discharged_on >= p_from) and e.admitted_on > p_from and e.admitted_on <= p_to
      union select o.starts_on from episodes.intake_offer o where o.program_id = p_program and o.state = 'open' and o.starts_on > p_from and o.starts_on <= p_to) d
  ) counted
$$;

-- Refuses what would put more people into a program than it has places, from today on: a stay that is over takes none. Whoever
-- gives a place away holds the program's row, so that two who see the last one give it away once. Where more are taken than there
-- are, because the places were lowered, nobody is thrown out and nobody new comes in.
create function episodes.keep_places(p_program uuid, p_from date, p_to date) returns void language plpgsql volatile as $$
declare seats int; today date;
begin
  select p.places, (now() at time zone c.time_zone)::date into seats, today
    from programs.v_program p join clinics.v_clinic c on c.id = p.clinic_id where p.id = p_program;
  if seats is null or p_to < today then return; end if;
  if episodes.most_places(p_program, greatest(p_from, today), p_to) > seats then
    raise exception 'every place of the program is taken, or kept for somebody who waited' using errcode = 'check_violation', constraint = 'program_places_kept', table = 'episode', schema = 'episodes';
  end if;
end $$;

-- Stays that begin. The programs are locked in one order; who is in a program does not wait for it.
create function episodes.keep_places_of_new_stays() returns trigger language plpgsql as $$
declare stay record;
begin
  perform from programs.v_program where id in (select program_id from added) order by id for no key update;
  if exists (select from added a join episodes.intake_entry w on w.program_id = a.program_id and w.client_id = a.client_id and w.ended_at is null
      join clinics.v_clinic c on c.id = a.clinic_id where a.discharged_on is null or a.discharged_on >= (now() at time zone c.time_zone)::date) then
    raise exception 'they wait for this program' using errcode = 'check_violation', constraint = 'episode_waits_no_longer', table = 'episode', schema = 'episodes';
  end if;
  for stay in select distinct a.program_id, a.admitted_on, coalesce(a.discharged_on, 'infinity') as last_day
      from added a join programs.v_program p on p.id = a.program_id and p.places is not null order by 1, 2, 3 loop
    perform episodes.keep_places(stay.program_id, stay.admitted_on, stay.last_day);
  end loop;
  return null;
end $$;
create trigger episode_places_kept_added after insert on episodes.episode referencing new table as added for each statement execute function episodes.keep_places_of_new_stays();

-- Stays that last longer than they did, or begin earlier.
create function episodes.keep_places_of_longer_stay() returns trigger language plpgsql as $$
begin
  perform from programs.v_program where id = new.program_id for no key update;
  if exists (select from episodes.intake_entry w join clinics.v_clinic c on c.id = w.clinic_id where w.program_id = new.program_id and w.client_id = new.client_id and w.ended_at is null
      and (new.discharged_on is null or new.discharged_on >= (now() at time zone c.time_zone)::date)) then
    raise exception 'they wait for this program' using errcode = 'check_violation', constraint = 'episode_waits_no_longer', table = 'episode', schema = 'episodes';
  end if;
  -- Only the days that were not theirs before.
  perform episodes.keep_places(new.program_id, case when new.program_id <> old.program_id or new.admitted_on < old.admitted_on then new.admitted_on else old.discharged_on + 1 end,
    coalesce(new.discharged_on, 'infinity'));
  return null;
end $$;
create trigger episode_places_kept_longer after update of program_id, admitted_on, discharged_on on episodes.episode for each row
  when (new.program_id <> old.program_id or new.admitted_on < old.admitted_on or coalesce(new.discharged_on, 'infinity') > coalesce(old.discharged_on, 'infinity'))
  execute function episodes.keep_places_of_longer_stay();

-- Offers keep a place there is.
create function episodes.keep_offered_places() returns trigger language plpgsql as $$
begin
  perform from programs.v_program where id = new.program_id for no key update;
  perform episodes.keep_places(new.program_id, new.starts_on, 'infinity');
  return null;
end $$;
create trigger intake_offer_places_kept after insert on episodes.intake_offer for each row execute function episodes.keep_offered_places();

-- Nobody waits for a program they are in.
create function episodes.keep_waiting_outside() returns trigger language plpgsql as $$
begin
  perform from programs.v_program where id = new.program_id for no key update;
  if exists (select from episodes.episode e join clinics.v_clinic c on c.id = e.clinic_id where e.program_id = new.program_id and e.client_id = new.client_id
      and (e.discharged_on is null or e.discharged_on >= (now() at time zone c.time_zone)::date)) then
    raise exception 'they are in this program' using errcode = 'check_violation', constraint = 'intake_entry_outside', table = 'intake_entry', schema = 'episodes';
  end if;
  return null;
end $$;
create trigger intake_entry_outside_added after insert on episodes.intake_entry for each row when (new.ended_at is null) execute function episodes.keep_waiting_outside();
create trigger intake_entry_outside_again after update of ended_at on episodes.intake_entry for each row when (old.ended_at is not null and new.ended_at is null) execute function episodes.keep_waiting_outside();

create view episodes.v_intake_entry as
  select id, clinic_id, program_id, client_id, position, since, note, owner_staff_id, state, ended_at, episode_id, version from episodes.intake_entry;
create view episodes.v_intake_offer as
  select id, clinic_id, program_id, entry_id, starts_on, offered_at, expires_at, contact_due_on, contacted_at, state, closed_at from episodes.intake_offer;

-- Tokens that admit may also say who waits; theirs is never more than their maker's.
update identity.api_token set permissions = permissions || 'intake.write'::text where 'episodes.write' = any (permissions) and not 'intake.write' = any (permissions);
`;

const DOWN = /* sql */ `
update identity.api_token set permissions = array_remove(permissions, 'intake.write') where permissions <> '{intake.write}';
drop view episodes.v_intake_offer, episodes.v_intake_entry;
drop trigger episode_places_kept_longer on episodes.episode;
drop trigger episode_places_kept_added on episodes.episode;
drop table episodes.intake_move, episodes.intake_contact, episodes.intake_offer, episodes.intake_entry;
drop function episodes.keep_waiting_outside(), episodes.keep_offered_places(), episodes.keep_places_of_longer_stay(), episodes.keep_places_of_new_stays(),
  episodes.keep_places(uuid, date, date), episodes.most_places(uuid, date, date);
drop index episodes.episode_by_program;
drop view programs.v_program;
create view programs.v_program as select id, clinic_id, name, code, population, track, active from programs.program;
alter table programs.program drop column places;
`;

/** Programs have places, and whoever finds none waits for one. */
export class Intake20261127005200 implements MigrationInterface {
  readonly name = 'Intake20261127005200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
