import { Injectable } from '@nestjs/common';
import { Clock, Database, newId, type ClinicDay } from '#platform';
import { InTheWayQuery } from '../booking/in-the-way.query.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { groupFull } from '../scheduling.errors.js';
import type { ChangedParticipation } from '../scheduling.events.js';
import { enrolmentConflicts } from './groups.errors.js';

/** Whose future sessions change, and between which days. */
export interface MemberDays {
  groupId: string;
  clientId: string;
  episodeId: string;
  from: ClinicDay;
  to: ClinicDay | null;
}

interface FutureSession {
  id: string;
  day: ClinicDay;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  seatsTaken: number;
}

// Sessions of the group yet to begin in which the client has no place; locked, so that the seats counted are the seats left.
const MISSING = /* sql */ `
  select s.id, s.clinic_day as day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity, s.seats_taken + s.seats_held as "seatsTaken"
  from scheduling.session s
  where s.group_id = $1 and s.clinic_id = $2 and s.status <> 'cancelled' and s.starts_at > $3 and s.clinic_day >= $4 and ($5::date is null or s.clinic_day <= $5)
    and s.id <> all ($6::uuid[])
    and not exists (select from scheduling.participation p where p.session_id = s.id and p.client_id = $7 and p.status <> 'cancelled')
  order by s.id for no key update of s`;

const BOOK = /* sql */ `
  insert into scheduling.participation as p (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
  select n.id, s.clinic_id, s.id, $3, $4, s.starts_at, s.ends_at, s.live
  from unnest($1::uuid[], $2::uuid[]) as n(id, session) join scheduling.session s on s.id = n.session
  on conflict on constraint participation_once do update set status = 'booked', episode_id = excluded.episode_id, walk_in = false, is_make_up = false, reason = null,
    version = p.version + 1 where p.status = 'cancelled'
  returning p.id as "participationId", p.episode_id as "episodeId", p.session_id as "sessionId"`;

const FREE = /* sql */ `
  update scheduling.participation p set status = 'cancelled', reason = $6, version = p.version + 1
  from scheduling.session s
  where s.id = p.session_id and s.group_id = $1 and s.clinic_id = $2 and s.starts_at > $3 and p.client_id = $4 and p.status = 'booked'
    and (s.clinic_day < $5 or ($7::date is not null and s.clinic_day > $7))
  returning p.id as "participationId", p.episode_id as "episodeId", s.clinic_day as day, s.id as "sessionId"`;

/** A member's places in the sessions of a group that are yet to begin. The past never changes. In a transaction only. */
@Injectable()
export class GroupPlaces {
  constructor(
    private readonly database: Database,
    private readonly inTheWay: InTheWayQuery,
    private readonly writer: SessionWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * Books every session to come between the days.
   * @param leaveOut sessions the person chose not to book.
   * @returns the sessions booked. @throws DomainError 409 `group-full` or `enrolment-conflicts`, with the dates.
   */
  async book(clinicId: string, member: MemberDays, leaveOut: readonly string[] = []): Promise<{ sessionId: string; day: ClinicDay }[]> {
    await this.database.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [member.clientId]);
    const sessions = await this.database.rows<FutureSession>(MISSING, [member.groupId, clinicId, this.clock.now(), member.from, member.to, leaveOut, member.clientId]);
    if (sessions.length === 0) return [];
    const full = sessions.filter((one) => one.seatsTaken >= one.capacity);
    if (full.length > 0) throw groupFull(full.map(({ id, day, capacity, seatsTaken }) => ({ sessionId: id, day, capacity, seatsTaken })).sort((a, b) => (a.day < b.day ? -1 : 1)));
    const conflicts = await this.inTheWay.run(clinicId, sessions, { staffIds: [], roomId: null, clientIds: [member.clientId] });
    const hindered = sessions.map((one, index) => ({ sessionId: one.id, day: one.day, conflicts: conflicts[index] ?? [] })).filter((one) => one.conflicts.length > 0);
    if (hindered.length > 0) throw enrolmentConflicts(hindered.sort((a, b) => (a.day < b.day ? -1 : 1)));
    const booked = await this.database.rows<{ participationId: string; episodeId: string; sessionId: string }>(BOOK, [sessions.map(() => newId()), sessions.map((one) => one.id), member.clientId, member.episodeId]);
    const days = new Map(sessions.map((one) => [one.id, one.day]));
    const news = booked.map(({ participationId, episodeId, sessionId }) => ({ participationId, episodeId, day: days.get(sessionId) as ClinicDay }));
    await this.writer.tell(clinicId, booked.map((one) => one.sessionId), news);
    return booked.map(({ sessionId }) => ({ sessionId, day: days.get(sessionId) as ClinicDay }));
  }

  /** Frees the booked places to come before the first or after the last day. @returns how many. */
  async free(clinicId: string, member: MemberDays, reason: string | null): Promise<number> {
    const freed = await this.database.rows<ChangedParticipation & { sessionId: string }>(FREE, [member.groupId, clinicId, this.clock.now(), member.clientId, member.from, reason, member.to]);
    if (freed.length === 0) return 0;
    await this.writer.tell(clinicId, freed.map((one) => one.sessionId), freed.map(({ participationId, episodeId, day }) => ({ participationId, episodeId, day })));
    return freed.length;
  }
}
