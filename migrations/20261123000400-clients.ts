import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema clients;

-- Names as search compares them: O'Hara and Ohara are one word, Smith-Jones and "Smith, Jones" are two.
create function clients.plain_words(text) returns text language sql immutable strict parallel safe
  as $$ select translate(platform.plain($1), '-.,;:/()"&+_|''’‘´ʼ' || chr(96), '             ') $$;

create table clients.client (
  id uuid primary key,
  clinic_id uuid not null constraint client_clinic references clinics.clinic (id),
  chart_number text collate "C" not null,
  -- A person may have one name only: it is the given name, and the family name stays empty.
  given_name text not null constraint client_named check (length(trim(given_name)) > 0),
  family_name text not null default '',
  preferred_name text,
  pronouns text,
  birth_date date,
  sex text constraint client_sex check (sex in ('female', 'male', 'other', 'unknown')),
  gender_identity text,
  phone text,
  email text,
  address_line text,
  city text,
  state text,
  postal_code text,
  language text,
  emergency_contact_name text,
  emergency_contact_phone text,
  note text,
  status text not null default 'active' constraint client_status check (status in ('active', 'archived')),
  deceased_on date,
  external_source text,
  external_id text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  -- What search looks through: the words of every name, each between spaces; lower case, without accents and apostrophes.
  search_text text collate "C" generated always as (
    ' ' || clients.plain_words(given_name || ' ' || family_name || ' ' || coalesce(preferred_name, '')) || ' ') stored,
  -- The order of a list, and what the first letters of a family name or of a first name find. Byte order: the same on every machine.
  sort_name text collate "C" generated always as (clients.plain_words(
    coalesce(nullif(family_name, '') || ' ', '') || coalesce(preferred_name, given_name))) stored,
  first_name text collate "C" generated always as (clients.plain_words(coalesce(preferred_name, given_name) || ' ' || family_name)) stored,
  -- The last ten digits: what two spellings of one number have in common, with or without a country's prefix.
  phone_digits text generated always as (nullif(right(regexp_replace(coalesce(phone, ''), '\\D', '', 'g'), 10), '')) stored,
  constraint client_chart_number_once unique (clinic_id, chart_number),
  constraint client_external_once unique (clinic_id, external_source, external_id),
  constraint client_in_clinic unique (id, clinic_id)
);
-- One index answers names, parts of phone numbers and the clinic they are asked in. Its list of pending entries is kept short,
-- so that a search right after an import is as quick as before it.
create index client_search on clients.client using gin (clinic_id, search_text gin_trgm_ops, phone_digits gin_trgm_ops) with (gin_pending_list_limit = 256);
create index client_by_name on clients.client (clinic_id, sort_name, id);
create index client_by_first_name on clients.client (clinic_id, first_name, id);
create index client_by_birth_date on clients.client (clinic_id, birth_date);
create index client_by_phone on clients.client (clinic_id, phone_digits) where phone_digits is not null;

-- Every word that is or was part of a client's name in a clinic: what a misspelled word is compared with. Few next to
-- the charts, because names repeat.
create table clients.name_word (
  clinic_id uuid not null constraint name_word_clinic references clinics.clinic (id),
  word text collate "C" not null,
  primary key (clinic_id, word)
);
create index name_word_alike on clients.name_word using gin (clinic_id, word gin_trgm_ops) with (gin_pending_list_limit = 256);
create function clients.keep_name_words() returns trigger language plpgsql as $$
begin
  insert into clients.name_word (clinic_id, word)
  select distinct a.clinic_id, w.word collate "C" from added a, regexp_split_to_table(trim(a.search_text), '\\s+') w(word)
  where length(w.word) between 2 and 60
    and not exists (select 1 from clients.name_word k where k.clinic_id = a.clinic_id and k.word = w.word collate "C")
  order by 1, 2
  on conflict do nothing;
  return null;
end $$;
create trigger client_words_added after insert on clients.client
  referencing new table as added for each statement execute function clients.keep_name_words();
create trigger client_words_changed after update on clients.client
  referencing new table as added for each statement execute function clients.keep_name_words();

create table clients.chart_number_counter (
  clinic_id uuid primary key constraint chart_number_counter_clinic references clinics.clinic (id),
  last int not null
);

create view clients.v_client as
  select id, clinic_id, chart_number, given_name, family_name, preferred_name, pronouns, birth_date, sex, phone, language,
    status, sort_name, external_source, external_id, gender_identity, email, emergency_contact_name, emergency_contact_phone,
    deceased_on, version, search_text
  from clients.client;
`;

export class Clients20261123000400 implements MigrationInterface {
  readonly name = 'Clients20261123000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists clients cascade');
  }
}
