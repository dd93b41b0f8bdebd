import { Injectable } from '@nestjs/common';
import { Clock, Database, DomainEvents, currentActor, newId } from '#platform';
import { ATTENDANCE_RECORDED, type AttendanceRecorded } from './attendance.events.js';
import { isRecorded, type MarkedSession, type PlannedMark } from './plan-mark.js';

/** A planned change with the session it belongs to. */
export interface MarkToWrite extends PlannedMark {
  session: MarkedSession;
  /** The place alone is written: what an import says of somebody outside any episode begins its history. */
  placeOnly?: boolean;
}

/** Places and their marks in one statement: what stands now, and the line of history that says how it came to stand. */
const WRITE = `
with given as (
  select * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::int[], $10::int[], $11::timestamptz[],
    $12::timestamptz[], $13::text[], $14::text[], $15::boolean[], $18::boolean[])
    as g(mark_id, id, session_id, kind, before_status, after_status, before_minutes, after_minutes, arrived_at, departed_at, place_reason, reason, recorded, told)
), placed as (
  update scheduling.v_attendance p set status = g.after_status, arrived_at = g.arrived_at, departed_at = g.departed_at,
    credited_minutes = g.after_minutes, reason = g.place_reason, version = p.version + 1,
    recorded_at = case when g.recorded then $2::timestamptz end,
    recorded_by_user_id = case when g.recorded then $16::uuid end,
    recorded_by_name = case when g.recorded then $17::text end
  from given g where p.id = g.id
)
insert into attendance.mark (id, clinic_id, participation_id, session_id, kind, before_status, after_status, before_minutes, after_minutes,
  arrived_at, departed_at, reason, marked_at, marked_by_user_id, marked_by_name)
select g.mark_id, $1, g.id, g.session_id, g.kind, g.before_status, g.after_status, g.before_minutes, g.after_minutes,
  g.arrived_at, g.departed_at, g.reason, $2, $16, $17 from given g where g.told`;

/** The most places one event tells of, so that its outbox row stays small. */
const PLACES_PER_EVENT = 1000;

/** Writes planned changes and tells the floors above. Inside a transaction only; the places are locked. */
@Injectable()
export class WriteMarks {
  constructor(
    private readonly database: Database,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError where a constraint refuses (a seat given away meanwhile, another session at the same time). */
  async run(clinicId: string, marks: readonly MarkToWrite[]): Promise<void> {
    if (marks.length === 0) return;
    const ids = marks.map(() => newId());
    const actor = currentActor();
    await this.database.rows(WRITE, [
      clinicId,
      this.clock.now(),
      ids,
      marks.map((mark) => mark.after.participationId),
      marks.map((mark) => mark.session.sessionId),
      marks.map((mark) => mark.kind),
      marks.map((mark) => mark.before.status),
      marks.map((mark) => mark.after.status),
      marks.map((mark) => mark.before.creditedMinutes),
      marks.map((mark) => mark.after.creditedMinutes),
      marks.map((mark) => mark.after.arrivedAt),
      marks.map((mark) => mark.after.departedAt),
      marks.map((mark) => mark.after.reason),
      marks.map((mark) => mark.reason),
      marks.map((mark) => isRecorded(mark.after.status)),
      actor.userId,
      actor.displayName,
      marks.map((mark) => mark.placeOnly !== true),
    ]);
    const cause = marks.some((mark) => mark.kind === 'session_changed') ? 'session' : 'marks';
    const told = marks.flatMap((mark, at) =>
      mark.placeOnly === true
        ? []
        : [
            {
              markId: ids[at] as string,
              participationId: mark.after.participationId,
              episodeId: mark.after.episodeId,
              sessionId: mark.session.sessionId,
              day: mark.session.day,
              beforeMinutes: mark.before.creditedMinutes,
              afterMinutes: mark.after.creditedMinutes,
            },
          ],
    );
    for (let from = 0; from < told.length; from += PLACES_PER_EVENT) {
      await this.events.publish<AttendanceRecorded>({ name: ATTENDANCE_RECORDED, clinicId, payload: { cause, participations: told.slice(from, from + PLACES_PER_EVENT), episodesHeld: true } });
    }
  }
}
