import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Whether anybody has ever had an account here. One row, taken once: by the set-up of an empty Stepwell, or by the first
-- account made in any other way. Two who set up at once wait for each other at this row, and the second is refused.
create table identity.first_run (
  one boolean primary key default true constraint first_run_one_row check (one),
  nonce uuid not null default gen_random_uuid(),
  taken_at timestamptz
);
insert into identity.first_run (taken_at) select min(created_at) from identity.user;

create function identity.keep_house_taken() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.taken_at is not null then
    raise exception 'a house is set up once'
      using errcode = '23514', constraint = 'first_run_once', schema = 'identity', table = 'first_run';
  end if;
  return new;
end $$;
create trigger first_run_once before update or delete on identity.first_run
  for each row execute function identity.keep_house_taken();

create function identity.take_house() returns trigger language plpgsql as $$
begin
  update identity.first_run set taken_at = now() where taken_at is null;
  return null;
end $$;
create trigger user_takes_house after insert on identity.user for each statement execute function identity.take_house();
`;

const DOWN = /* sql */ `
drop trigger user_takes_house on identity.user;
drop table identity.first_run;
drop function identity.take_house();
drop function identity.keep_house_taken();
`;

export class FirstRun20261127000400 implements MigrationInterface {
  readonly name = 'FirstRun20261127000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
