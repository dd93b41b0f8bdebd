import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema identity;

create table identity.user (
  id uuid primary key,
  email text not null constraint user_email_form check (length(email) between 3 and 254 and position('@' in email) > 1),
  display_name text not null constraint user_named check (length(trim(display_name)) between 1 and 120),
  password_hash text not null,
  password_set_at timestamptz not null,
  must_change_password boolean not null default false,
  is_demo boolean not null default false,
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  sort_name text generated always as (platform.plain(display_name)) stored
);
create unique index user_email_once on identity.user (lower(email));
create index user_demo on identity.user (id) where is_demo;

-- What a person does in a clinic. No row: the clinic does not exist for them.
create table identity.membership (
  user_id uuid not null constraint membership_user references identity.user (id),
  clinic_id uuid not null,
  roles text[] not null constraint membership_roles check (
    cardinality(roles) > 0
    and roles <@ array['administrator', 'director', 'therapist', 'prescriber', 'case_manager', 'front_desk', 'auditor']),
  created_at timestamptz not null,
  constraint membership_once primary key (user_id, clinic_id)
);
create index membership_by_clinic on identity.membership (clinic_id, user_id);

-- A clinic that has an administrator never loses the last one, whoever writes. The lock lets two who leave at once take
-- turns; the count after it sees what the other did.
create function identity.keep_an_administrator(left_clinic uuid) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7318010, hashtext(left_clinic::text));
  if not exists (
    select from identity.membership m join identity.user u on u.id = m.user_id
    where m.clinic_id = left_clinic and 'administrator' = any (m.roles) and u.disabled_at is null
  ) then
    raise exception 'the last administrator of a clinic stays'
      using errcode = '23514', constraint = 'membership_last_administrator', schema = 'identity', table = 'membership';
  end if;
end $$;

create function identity.membership_left() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or not ('administrator' = any (new.roles)) or new.clinic_id <> old.clinic_id then
    perform identity.keep_an_administrator(old.clinic_id);
  end if;
  return null;
end $$;
create trigger membership_last_administrator after update or delete on identity.membership
  for each row when ('administrator' = any (old.roles)) execute function identity.membership_left();

create function identity.user_left() returns trigger language plpgsql as $$
declare
  left_clinic uuid;
begin
  for left_clinic in
    select clinic_id from identity.membership where user_id = new.id and 'administrator' = any (roles) order by clinic_id
  loop
    perform identity.keep_an_administrator(left_clinic);
  end loop;
  return null;
end $$;
create trigger user_last_administrator after update of disabled_at on identity.user
  for each row when (old.disabled_at is null and new.disabled_at is not null) execute function identity.user_left();

-- One sign-in on one device. Only the SHA-256 of the cookie is kept.
create table identity.session (
  id uuid primary key,
  user_id uuid not null constraint session_of_user references identity.user (id),
  token_hash bytea not null constraint session_token_once unique constraint session_token_length check (length(token_hash) = 32),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  locked_at timestamptz,
  revoked_at timestamptz,
  address text not null,
  user_agent text not null,
  constraint session_order check (expires_at > created_at)
);
create index session_by_user on identity.session (user_id, last_seen_at desc) where revoked_at is null;
create index session_by_expiry on identity.session (expires_at);

-- A machine's way in, for one clinic. It may do what is listed here and what its maker may still do, whichever is less.
create table identity.api_token (
  id uuid primary key,
  clinic_id uuid not null,
  made_by uuid not null constraint api_token_maker references identity.user (id),
  name text not null constraint api_token_named check (length(trim(name)) between 1 and 120),
  token_hash bytea not null constraint api_token_once unique constraint api_token_length check (length(token_hash) = 32),
  permissions text[] not null constraint api_token_permissions check (cardinality(permissions) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid constraint api_token_revoker references identity.user (id)
);
create index api_token_by_clinic on identity.api_token (clinic_id, created_at desc, id desc);

-- Failed sign-ins by account (known or not) and by address, the same in every server process. The subject is a hash, so
-- that what strangers type is not kept.
create table identity.sign_in_throttle (
  subject bytea primary key constraint sign_in_throttle_subject check (length(subject) = 32),
  failures int not null,
  window_ends_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_throttle_age on identity.sign_in_throttle (window_ends_at);

create view identity.v_user as select id, display_name, is_demo, disabled_at is null as active from identity.user;
create view identity.v_membership as select user_id, clinic_id, roles from identity.membership;
`;

export class Identity20261123000200 implements MigrationInterface {
  readonly name = 'Identity20261123000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists identity cascade');
  }
}
