import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Whom a group is for: the language it is held in, and the steps of the taper it takes. Empty: everybody.
alter table scheduling.therapy_group add column language text,
  add column phases text[] not null default '{}',
  add constraint therapy_group_language check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$'),
  add constraint therapy_group_phases check (cardinality(phases) <= 12);

-- Two clients who must not meet here, and why. Each pair stands once, the lesser id first.
create table scheduling.keep_apart (
  id uuid primary key,
  clinic_id uuid not null,
  client_id uuid not null,
  other_client_id uuid not null,
  reason text not null constraint keep_apart_reason check (reason <> ''),
  -- Sessions before it are as they were.
  since timestamptz not null,
  ended_at timestamptz,
  version int not null default 1,
  constraint keep_apart_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id),
  constraint keep_apart_other foreign key (other_client_id, clinic_id) references clients.client (id, clinic_id),
  constraint keep_apart_two check (client_id < other_client_id)
);
create unique index keep_apart_once on scheduling.keep_apart (client_id, other_client_id) where ended_at is null;
create index keep_apart_by_other on scheduling.keep_apart (other_client_id) where ended_at is null;

-- From each of the two.
create view scheduling.v_keep_apart as
  select id, clinic_id, client_id, other_client_id, since from scheduling.keep_apart where ended_at is null
  union all select id, clinic_id, other_client_id, client_id, since from scheduling.keep_apart where ended_at is null;

create function scheduling.refuse_together() returns void language plpgsql as $$
begin
  raise exception 'two clients who are kept apart' using errcode = '23514', constraint = 'kept_apart', table = 'keep_apart', schema = 'scheduling';
end $$;

-- Whether two both belong to the group of a session, or to its series.
create function scheduling.belong_together(p_session uuid, p_one uuid, p_other uuid) returns boolean language sql stable as $$
  select exists (select from scheduling.session s where s.id = p_session and (
    2 = (select count(distinct m.client_id) from scheduling.group_member m where m.group_id = s.group_id and m.client_id in (p_one, p_other)
      and m.joined_on <= s.clinic_day and (m.left_on is null or m.left_on >= s.clinic_day))
    or 2 = (select count(*) from scheduling.series_client c where c.series_id = s.series_id and c.client_id in (p_one, p_other))))
$$;

-- Nobody is booked with somebody they are kept apart from, whoever writes. Two who belong to the session's group, or to its
-- series, together from before are not driven out of it here: their chart says where they still meet. This runs once the
-- seats are counted, which two bookings of one session do after each other, so each sees the other. What is recorded of the
-- past stands.
create function scheduling.book_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join scheduling.v_keep_apart k on k.client_id = a.client_id and a.starts_at >= k.since
    join scheduling.participation o on o.session_id = a.session_id and o.client_id = k.other_client_id and o.holds_seat
    where a.status = 'booked' and a.live and not scheduling.belong_together(a.session_id, k.client_id, k.other_client_id)) then
    perform scheduling.refuse_together();
  end if;
  return null;
end $$;
create trigger participation_together_added after insert on scheduling.participation
  referencing new table as added for each statement execute function scheduling.book_apart();

create function scheduling.book_again_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select from changed a join before b on b.id = a.id and (b.status = 'cancelled' or not b.live)
    join scheduling.v_keep_apart k on k.client_id = a.client_id and a.starts_at >= k.since
    join scheduling.participation o on o.session_id = a.session_id and o.client_id = k.other_client_id and o.holds_seat
    where a.status = 'booked' and a.live and not scheduling.belong_together(a.session_id, k.client_id, k.other_client_id)) then
    perform scheduling.refuse_together();
  end if;
  return null;
end $$;
create trigger participation_together_changed after update on scheduling.participation
  referencing old table as before new table as changed for each statement execute function scheduling.book_again_apart();

-- Nor does anybody join a group while somebody they are kept apart from belongs to it. Whoever changes who belongs has
-- locked the group.
create function scheduling.belong_apart() returns trigger language plpgsql as $$
begin
  perform from scheduling.therapy_group where id = new.group_id for no key update;
  if exists (
    select from scheduling.v_keep_apart k join scheduling.group_member o on o.group_id = new.group_id and o.client_id = k.other_client_id
    where k.client_id = new.client_id and daterange(o.joined_on, o.left_on, '[]') && daterange(new.joined_on, new.left_on, '[]')
      and coalesce(least(o.left_on, new.left_on), 'infinity') >= k.since::date) then
    perform scheduling.refuse_together();
  end if;
  return null;
end $$;
create trigger group_member_together_added after insert on scheduling.group_member for each row execute function scheduling.belong_apart();
create trigger group_member_together_longer after update of joined_on, left_on on scheduling.group_member for each row
  when (new.joined_on < old.joined_on or coalesce(new.left_on, 'infinity') > coalesce(old.left_on, 'infinity')) execute function scheduling.belong_apart();
`;

const DOWN = /* sql */ `
drop trigger group_member_together_longer on scheduling.group_member;
drop trigger group_member_together_added on scheduling.group_member;
drop function scheduling.belong_apart();
drop trigger participation_together_changed on scheduling.participation;
drop trigger participation_together_added on scheduling.participation;
drop function scheduling.book_again_apart(), scheduling.book_apart(), scheduling.belong_together(uuid, uuid, uuid), scheduling.refuse_together();
drop view scheduling.v_keep_apart;
drop table scheduling.keep_apart;
alter table scheduling.therapy_group drop column phases, drop column language;
`;

/** Who may be together in a group: two who are kept apart never are; its language and its steps of the taper are asked about. */
export class MixRules20261127005151 implements MigrationInterface {
  readonly name = 'MixRules20261127005151';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
