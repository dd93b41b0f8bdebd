import type { MigrationInterface, QueryRunner } from 'typeorm';

// Days, weeks and sessions are kept on the clinic's clock; another clock under them would move what has happened.
const UP = /* sql */ `
create function scheduling.keep_clinic_zone() returns trigger language plpgsql as $$
begin
  if exists (select from scheduling.session where clinic_id = new.id) or exists (select from scheduling.series where clinic_id = new.id)
    or exists (select from episodes.episode where clinic_id = new.id) then
    raise exception 'the clinic has days on its clock'
      using errcode = '23514', constraint = 'clinic_zone_kept', schema = 'clinics', table = 'clinic';
  end if;
  return new;
end $$;
create trigger clinic_zone_kept before update of time_zone on clinics.clinic
  for each row when (old.time_zone <> new.time_zone) execute function scheduling.keep_clinic_zone();
`;

const DOWN = /* sql */ `
drop trigger if exists clinic_zone_kept on clinics.clinic;
drop function if exists scheduling.keep_clinic_zone();
`;

export class ClinicZone20261123000820 implements MigrationInterface {
  readonly name = 'ClinicZone20261123000820';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
