import { Injectable } from '@nestjs/common';
import { Database, DomainEvents, type ClinicDay } from '#platform';
import { SESSIONS_CHANGED, type ChangedParticipation, type SessionsChanged } from '../scheduling.events.js';
import type { NewParticipation, NewSession } from './new-session.js';

// Sessions with their staff and places in one statement: the constraints judge all of it at its end.
const INSERT = /* sql */ `
  queue as materialized (
    select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($4::text[]) key
  ), given as materialized (
    select * from json_to_recordset($2::json) as x(id uuid, kind text, title text, "serviceId" uuid, "programId" uuid, "groupId" uuid, "seriesId" uuid,
      "seriesDay" date, "startsAt" timestamptz, "endsAt" timestamptz, "clinicDay" date, "roomId" uuid, "roomShareable" boolean, telehealth boolean,
      "telehealthUrl" text, modality text, capacity int, "countsTowardHours" boolean, breaks jsonb, "cancelReason" text,
      "outsideHoursReason" text, note text, "externalSource" text, "externalId" text, "staffIds" uuid[])
    where (select count(*) from queue) >= 0
  ), s as (
    insert into scheduling.session (id, clinic_id, kind, title, service_id, program_id, group_id, series_id, series_day, starts_at, ends_at, clinic_day,
      room_id, room_shareable, telehealth, telehealth_url, modality, capacity, counts_toward_hours, breaks, status, cancel_reason,
      outside_hours_reason, note, external_source, external_id)
    select id, $1, kind, title, "serviceId", "programId", "groupId", "seriesId", "seriesDay", "startsAt", "endsAt", "clinicDay",
      "roomId", "roomShareable", telehealth, "telehealthUrl", modality, capacity, "countsTowardHours", breaks,
      case when "cancelReason" is null then 'scheduled' else 'cancelled' end, "cancelReason", "outsideHoursReason", note, "externalSource", "externalId"
    from given
  ), t as (
    insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live)
    select g.id, p.staff, $1, p.n, g."startsAt", g."endsAt", g."cancelReason" is null
    from given g cross join lateral unnest(g."staffIds") with ordinality as p(staff, n)
  ), p as (
    insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, status, walk_in, is_make_up, external_source, external_id,
      starts_at, ends_at, live)
    select x.id, $1, g.id, x."clientId", x."episodeId", x.status, x."walkIn", x."isMakeUp", x."externalSource", x."externalId",
      g."startsAt", g."endsAt", g."cancelReason" is null
    from json_to_recordset($3::json) as x(id uuid, "sessionId" uuid, "clientId" uuid, "episodeId" uuid, status text, "walkIn" boolean, "isMakeUp" boolean,
      "externalSource" text, "externalId" text)
    join given g on g.id = x."sessionId"
  )`;

// The same for one session, its values as parameters: what most bookings are, and JSON would cost them a tenth. The parts of a
// `with` run in no given order, so each waits for the queue itself.
const INSERT_ONE = /* sql */ `
  queue as materialized (
    select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($21::text[]) key
  ), s as (
    insert into scheduling.session (id, clinic_id, kind, title, service_id, program_id, group_id, starts_at, ends_at, clinic_day, room_id, room_shareable, telehealth,
      telehealth_url, modality, capacity, counts_toward_hours, breaks, outside_hours_reason, note)
    select $2::uuid, $1::uuid, $3, $4, $5::uuid, $6::uuid, $7::uuid, $8::timestamptz, $9::timestamptz, $10::date, $11::uuid, $12::boolean, $13::boolean,
      $14, $15, $16::int, $17::boolean, $18::jsonb, $19, $20
    where scheduling.still_open((select count(*) from queue), $11::uuid, $22::uuid[], $8::timestamptz, $9::timestamptz, $19)
  ), t as (
    insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live)
    select $2, x.staff, $1, x.n, $8, $9, true from unnest($22::uuid[]) with ordinality as x(staff, n) where (select count(*) from queue) >= 0
  ), p as (
    insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, is_make_up, starts_at, ends_at, live)
    select x.id, $1, $2, x.client, x.episode, x.make_up, $8, $9, true
    from unnest($23::uuid[], $24::uuid[], $25::uuid[], $26::boolean[]) as x(id, client, episode, make_up) where (select count(*) from queue) >= 0
  )`;

// Seats of registered sessions grow with those who came: the past is not refused for want of chairs.
const ADD = /* sql */ `
  with roomier as (
    update scheduling.session s set capacity = least(500, greatest(s.capacity, s.seats_taken + s.seats_held + a.n))
    from (select "sessionId" as id, count(*)::int as n from json_to_recordset($2::json) as x("sessionId" uuid, status text) where status <> 'cancelled' group by 1) a
    where s.id = a.id and s.clinic_id = $1 and s.capacity < s.seats_taken + s.seats_held + a.n
  )
  insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, status, walk_in, is_make_up, external_source, external_id, starts_at, ends_at, live)
  select x.id, $1, s.id, x."clientId", x."episodeId", x.status, x."walkIn", x."isMakeUp", x."externalSource", x."externalId", s.starts_at, s.ends_at, s.live
  from json_to_recordset($2::json) as x(id uuid, "sessionId" uuid, "clientId" uuid, "episodeId" uuid, status text, "walkIn" boolean, "isMakeUp" boolean,
    "externalSource" text, "externalId" text)
  join scheduling.session s on s.id = x."sessionId" and s.clinic_id = $1`;

/** Whoever locks several takes them in the same order. */
function inOneOrder(keys: readonly string[]): string[] {
  return [...keys].sort();
}

/** Writes sessions and tells whoever listens. One statement however many there are. */
@Injectable()
export class SessionWriter {
  constructor(
    private readonly database: Database,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Inserts sessions with their staff and places, and publishes the news. In a transaction, or as the one statement of a
   * use case (`Database.single`) when no place belongs to an episode whose hours would follow.
   * @param queue people and rooms whose bookings wait for each other from here to the commit.
   */
  async insert(clinicId: string, sessions: readonly NewSession[], participations: readonly NewParticipation[], queue: readonly string[] = []): Promise<void> {
    if (sessions.length === 0) return;
    const { parts, params } = this.insertion(clinicId, sessions, participations, queue);
    await this.database.rows(`with ${parts} select 1`, params);
    await this.tellOf(clinicId, sessions, participations);
  }

  /** The insert as parts of a `with`. Two bookings that want the same people or room queue up rather than block each other. */
  private insertion(clinicId: string, sessions: readonly NewSession[], participations: readonly NewParticipation[], queue: readonly string[]): { parts: string; params: unknown[] } {
    return { parts: INSERT, params: [clinicId, JSON.stringify(sessions), JSON.stringify(participations), inOneOrder(queue)] };
  }

  /** The insert of one session that stands and came from nowhere else, as parts of a `with`. */
  insertionOfOne(clinicId: string, session: NewSession, places: readonly NewParticipation[], queue: readonly string[]): { parts: string; params: unknown[] } {
    const params = [
      clinicId,
      session.id,
      session.kind,
      session.title,
      session.serviceId,
      session.programId,
      session.groupId,
      session.startsAt,
      session.endsAt,
      session.clinicDay,
      session.roomId,
      session.roomShareable,
      session.telehealth,
      session.telehealthUrl,
      session.modality,
      session.capacity,
      session.countsTowardHours,
      JSON.stringify(session.breaks),
      session.outsideHoursReason,
      session.note,
      inOneOrder(queue),
      session.staffIds,
      places.map((place) => place.id),
      places.map((place) => place.clientId),
      places.map((place) => place.episodeId),
      places.map((place) => place.isMakeUp),
    ];
    return { parts: INSERT_ONE, params };
  }

  /** Publishes new sessions. */
  async tellOf(clinicId: string, sessions: readonly NewSession[], participations: readonly NewParticipation[]): Promise<void> {
    const days = new Map(sessions.map((session) => [session.id, session.clinicDay]));
    await this.tell(
      clinicId,
      sessions.map((session) => session.id),
      participations.map((one) => ({ participationId: one.id, episodeId: one.episodeId, day: days.get(one.sessionId) as ClinicDay })),
      { fresh: true },
    );
  }

  /** Adds places to sessions that are there, and seats where they are too few; publishes nothing. In a transaction only. */
  async addPlaces(clinicId: string, participations: readonly NewParticipation[]): Promise<void> {
    await this.database.rows(ADD, [clinicId, JSON.stringify(participations)]);
  }

  /** Publishes that sessions or places changed; a large change in several events. */
  async tell(clinicId: string, sessionIds: string[], participations: ChangedParticipation[], options: { fresh?: boolean } = {}): Promise<void> {
    const AT_ONCE = 5000;
    for (let from = 0; from === 0 || from < Math.max(sessionIds.length, participations.length); from += AT_ONCE) {
      await this.events.publish<SessionsChanged>({
        name: SESSIONS_CHANGED,
        clinicId,
        payload: { sessionIds: sessionIds.slice(from, from + AT_ONCE), participations: participations.slice(from, from + AT_ONCE), ...options },
      });
    }
  }
}
