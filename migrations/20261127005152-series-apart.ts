import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Nobody is put into a series with somebody they are kept apart from, whoever writes. Two who met in it before stay, as in
-- a group: its other parts can still be changed.
create function scheduling.follow_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select from scheduling.v_keep_apart k join scheduling.series_client o on o.series_id = new.series_id and o.client_id = k.other_client_id
    join scheduling.series e on e.id = new.series_id
    where k.client_id = new.client_id and not exists (
      select from scheduling.session s join scheduling.participation a on a.session_id = s.id and a.client_id = k.client_id and a.holds_seat
      join scheduling.participation b on b.session_id = s.id and b.client_id = k.other_client_id and b.holds_seat
      where s.series_id in (e.id, e.continues_id))) then
    perform scheduling.refuse_together();
  end if;
  return null;
end $$;
create trigger series_client_together after insert on scheduling.series_client for each row execute function scheduling.follow_apart();
`;

/** Two who are kept apart are not put into one series. */
export class SeriesApart20261127005152 implements MigrationInterface {
  readonly name = 'SeriesApart20261127005152';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger series_client_together on scheduling.series_client');
    await runner.query('drop function scheduling.follow_apart()');
  }
}
