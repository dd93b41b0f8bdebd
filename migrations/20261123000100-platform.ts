import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create extension if not exists btree_gist;
create extension if not exists btree_gin;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create schema platform;

-- unaccent() is only stable; search columns need an immutable one, so the dictionary is named.
create function platform.plain(text) returns text language sql immutable strict parallel safe
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;

-- Refuses every change of a row that must stand as it was written.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %.% are never changed or removed', tg_table_schema, tg_table_name
    using errcode = '23514', constraint = tg_table_name || '_append_only', table = tg_table_name, schema = tg_table_schema;
end $$;

create table platform.audit_entry (
  id uuid primary key,
  clinic_id uuid,
  occurred_at timestamptz not null,
  actor_kind text not null constraint audit_entry_actor_kind check (actor_kind in ('user', 'token', 'system')),
  actor_user_id uuid,
  actor_name text not null,
  session_id uuid,
  request_id text,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  client_id uuid,
  changes jsonb not null default '{}',
  reason text
);
create index audit_entry_by_clinic on platform.audit_entry (clinic_id, occurred_at desc, id desc);
create index audit_entry_by_client on platform.audit_entry (client_id, occurred_at desc, id desc) where client_id is not null;
create index audit_entry_by_actor on platform.audit_entry (actor_user_id, occurred_at desc, id desc) where actor_user_id is not null;
create index audit_entry_by_subject on platform.audit_entry (subject_id, occurred_at desc);
create trigger audit_entry_append_only before update or delete on platform.audit_entry
  for each row execute function platform.refuse_change();
create trigger audit_entry_not_emptied before truncate on platform.audit_entry
  for each statement execute function platform.refuse_change();

-- The chain: entries in the order they were sealed, each hash over the one before and the entry's content.
-- An entry is written inside its transaction without waiting for the chain; the sealer links it within seconds.
create table platform.audit_link (
  position bigint primary key,
  entry_id uuid not null constraint audit_link_once unique constraint audit_link_entry references platform.audit_entry (id),
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
create trigger audit_link_append_only before update or delete on platform.audit_link
  for each row execute function platform.refuse_change();
create trigger audit_link_not_emptied before truncate on platform.audit_link
  for each statement execute function platform.refuse_change();

-- Entries not yet linked; removed by the sealer, so finding them never scans the trail.
create table platform.audit_unsealed (
  entry_id uuid primary key constraint audit_unsealed_entry references platform.audit_entry (id)
);
create function platform.note_unsealed() returns trigger language plpgsql as $$
begin
  insert into platform.audit_unsealed (entry_id) select id from added;
  return null;
end $$;
create trigger audit_entry_to_seal after insert on platform.audit_entry
  referencing new table as added for each statement execute function platform.note_unsealed();

create table platform.outbox (
  id uuid primary key,
  clinic_id uuid not null,
  name text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  relayed_at timestamptz
);
create index outbox_waiting on platform.outbox (id) where relayed_at is null;
create index outbox_relayed on platform.outbox (relayed_at) where relayed_at is not null;

create table platform.idempotency_key (
  actor_id uuid not null,
  key text not null constraint idempotency_key_length check (length(key) between 1 and 200),
  fingerprint text not null,
  status_code int,
  response jsonb,
  created_at timestamptz not null,
  constraint idempotency_key_once primary key (actor_id, key)
);
create index idempotency_key_age on platform.idempotency_key (created_at);

create table platform.setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
`;

export class Platform20261123000100 implements MigrationInterface {
  readonly name = 'Platform20261123000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists platform cascade');
  }
}
