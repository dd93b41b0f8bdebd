import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema exchange;

-- One file brought in by one person. The file itself is kept in pieces until the import is old.
create table exchange.import (
  id uuid primary key,
  clinic_id uuid not null constraint import_clinic references clinics.clinic (id),
  kind text not null constraint import_kind check (kind in ('clients', 'staff', 'sessions', 'attendance', 'fhir')),
  -- Whose ids the file speaks of: rows are known again by (source_name, external id).
  source_name text not null constraint import_source_named check (length(trim(source_name)) > 0),
  file_name text not null,
  file_size bigint not null,
  file_sha256 text not null,
  -- What the file turned out to be: encoding, delimiter, headers, sample, guesses.
  reading jsonb not null default '{}',
  -- What the person said: which column is which field, and the answers to what the file leaves open.
  mapping jsonb not null default '{}',
  options jsonb not null default '{}',
  status text not null default 'uploaded' constraint import_status check (status in
    ('uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'undoing', 'undone')),
  -- The mapping that was checked; a run after another mapping needs another check.
  checked_fingerprint text,
  progress_done int not null default 0,
  progress_total int not null default 0,
  counts jsonb not null default '{}',
  failure text,
  created_by_user_id uuid,
  created_by_name text not null,
  -- Who asked for the work that is under way or was done last, and when its process last said that it lives.
  asked_by_user_id uuid,
  asked_by_name text,
  beat_at timestamptz,
  attempts int not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  version int not null default 1,
  constraint import_in_clinic unique (id, clinic_id)
);
create index import_by_clinic on exchange.import (clinic_id, created_at desc, id desc);
create index import_at_work on exchange.import (beat_at) where status in ('checking', 'running', 'undoing');

create table exchange.import_chunk (
  -- The pieces arrive before it is known what they are pieces of.
  import_id uuid not null constraint import_chunk_import references exchange.import (id) on delete cascade deferrable initially deferred,
  position int not null,
  bytes bytea not null,
  primary key (import_id, position)
);

-- What is wrong with a row, at its column; replaced by each check.
create table exchange.import_problem (
  import_id uuid not null constraint import_problem_import references exchange.import (id) on delete cascade,
  position int not null,
  row_number int not null,
  column_name text,
  severity text not null constraint import_problem_severity check (severity in ('error', 'warning')),
  code text not null,
  detail text not null,
  primary key (import_id, position)
);
create index import_problem_by_code on exchange.import_problem (import_id, code, position);

-- What an import made or changed, so that it can be taken back.
create table exchange.import_change (
  import_id uuid not null constraint import_change_import references exchange.import (id) on delete cascade,
  subject text not null constraint import_change_subject check (subject in ('client', 'staff', 'session', 'place', 'attendance')),
  subject_id uuid not null,
  change text not null constraint import_change_kind check (change in ('created', 'updated')),
  before jsonb,
  -- The version the import left; a row changed since is not taken back.
  version int,
  primary key (import_id, subject, subject_id)
);
create index import_change_by_subject on exchange.import_change (subject_id);

-- How a person mapped a file with these headers last time.
create table exchange.remembered_mapping (
  clinic_id uuid not null constraint remembered_mapping_clinic references clinics.clinic (id),
  kind text not null,
  headers_fingerprint text not null,
  -- The file it was last used for, to name it by.
  file_name text not null,
  mapping jsonb not null,
  options jsonb not null,
  used_at timestamptz not null,
  primary key (clinic_id, kind, headers_fingerprint)
);
`;

export class Exchange20261123001100 implements MigrationInterface {
  readonly name = 'Exchange20261123001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists exchange cascade');
  }
}
