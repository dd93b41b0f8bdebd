import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Whether a room is still not out and nobody is away: a booking is judged before it waits in the queue of its people and its room,
-- and whoever was before it there may have closed the room or put down time off. It is volatile, so what it reads is as of its call and not
-- as of the beginning of the statement; p_queued makes sure that the queue is behind it.
create function scheduling.still_open(p_queued bigint, p_room uuid, p_staff uuid[], p_from timestamptz, p_to timestamptz, p_reason text) returns boolean language plpgsql volatile as $$
begin
  if p_reason is null and (
    exists (select from clinics.v_room_outage x where x.room_id = p_room and tstzrange(x.starts_at, x.ends_at) && tstzrange(p_from, p_to, '[)'))
    or exists (select from team.v_time_off x where x.staff_id = any (p_staff) and tstzrange(x.starts_at, x.ends_at) && tstzrange(p_from, p_to, '[)'))) then
    raise exception 'The room is closed or somebody is away since the booking was judged.' using errcode = 'check_violation', constraint = 'session_still_open';
  end if;
  return true;
end $$;
`;

/** Nobody is booked into a room that was closed, or with somebody who went away, while the booking waited. */
export class StillOpen20261127005000 implements MigrationInterface {
  readonly name = 'StillOpen20261127005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function scheduling.still_open(bigint, uuid, uuid[], timestamptz, timestamptz, text)');
  }
}
