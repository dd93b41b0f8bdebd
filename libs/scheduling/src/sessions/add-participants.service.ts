import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainError, newId, notFound } from '#platform';
import { ClinicsReader } from '#clinics';
import { ExplainTaken, type WantedBooking } from '../booking/explain-taken.service.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { SeatHolds } from '../waitlist/seat-holds.service.js';
import { notBookable, sessionCancelled, sessionFull } from '../scheduling.errors.js';
import type { ParticipationStatus } from './participation.entity.js';
import { SessionStateQuery, type LockedSession } from './session-state.query.js';

/** Who joins a session. */
export interface AddParticipantsInput {
  clientIds: readonly string[];
  /** Came without being booked. */
  walkIn?: boolean;
  /** Wins back missed hours. */
  isMakeUp?: boolean;
}

/** A place that was made. */
export interface AddedParticipation {
  id: string;
  clientId: string;
  episodeId: string | null;
}

interface ClientRow {
  clientId: string;
  archived: boolean;
  episodeId: string | null;
  /** The place the client has had in this session, if any. */
  status: ParticipationStatus | null;
}

// The episode that holds the session's day: one in its program first, else the latest.
const CLIENTS = /* sql */ `
  with queue as materialized (select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($5::text[]) key)
  select c.id as "clientId", c.status = 'archived' as archived, p.status,
    (select e.id from episodes.v_episode e where e.client_id = c.id and e.admitted_on <= $4 and (e.discharged_on is null or e.discharged_on >= $4)
      order by e.program_id is not distinct from $6::uuid desc, e.admitted_on desc, e.id limit 1) as "episodeId"
  from clients.v_client c left join scheduling.participation p on p.session_id = $3 and p.client_id = c.id
  where (select count(*) from queue) >= 0 and c.clinic_id = $1 and c.id = any ($2::uuid[])`;

// Somebody who was taken off the session before takes the old place again.
const ADD = /* sql */ `
  insert into scheduling.participation as p (id, clinic_id, session_id, client_id, episode_id, walk_in, is_make_up, starts_at, ends_at, live)
  select n.id, s.clinic_id, s.id, n.client, n.episode, $5, $6, s.starts_at, s.ends_at, s.live
  from scheduling.session s cross join unnest($2::uuid[], $3::uuid[], $4::uuid[]) as n(id, client, episode)
  where s.id = $1
  on conflict on constraint participation_once do update
    set status = 'booked', episode_id = excluded.episode_id, walk_in = excluded.walk_in, is_make_up = excluded.is_make_up, reason = null, version = p.version + 1
    where p.status = 'cancelled'
  returning p.id, p.client_id as "clientId", p.episode_id as "episodeId"`;

/** Books clients into a session that stands: all of them or none. The last seat goes to one of those who want it at once. */
@Injectable()
export class AddParticipants {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly state: SessionStateQuery,
    private readonly writer: SessionWriter,
    private readonly explain: ExplainTaken,
    private readonly holds: SeatHolds,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `session-full`, `already-booked`, `session-cancelled`; TimeTakenError; 404. */
  async run(clinicId: string, sessionId: string, input: AddParticipantsInput): Promise<AddedParticipation[]> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    let wanted: WantedBooking | undefined;
    return this.explain.around(
      clinicId,
      () => wanted,
      () =>
        this.database.transaction(async () => {
          const session = await this.state.lock(clinicId, sessionId);
          wanted = {
            zone,
            serviceId: session.serviceId,
            time: { startsAt: session.startsAt, endsAt: session.endsAt, day: session.clinicDay },
            people: { staffIds: [], roomId: null, clientIds: input.clientIds },
            except: [sessionId],
          };
          if (session.status === 'cancelled') throw sessionCancelled();
          const clients = await this.clients(clinicId, session, input.clientIds);
          // Once a session has begun, a seat kept for somebody who has not accepted is anybody's.
          if (session.seatsTaken + clients.length > session.capacity && session.startsAt <= this.clock.now()) session.seatsTaken -= await this.holds.letGoOf(sessionId);
          if (session.seatsTaken + clients.length > session.capacity) throw sessionFull({ sessionId, capacity: session.capacity, seatsTaken: session.seatsTaken });
          const added = await this.database.rows<AddedParticipation>(ADD, [
            sessionId,
            clients.map(() => newId()),
            clients.map((client) => client.clientId),
            clients.map((client) => client.episodeId),
            input.walkIn ?? false,
            input.isMakeUp ?? false,
          ]);
          for (const place of added) {
            this.audit.record({
              clinicId,
              action: 'scheduling.participant-added',
              subjectType: 'session',
              subjectId: sessionId,
              clientId: place.clientId,
              changes: { walkIn: input.walkIn ?? false, isMakeUp: input.isMakeUp ?? false },
            });
          }
          await this.writer.tell(
            clinicId,
            [sessionId],
            added.map((place) => ({ participationId: place.id, episodeId: place.episodeId, day: session.clinicDay })),
          );
          return added;
        }),
    );
  }

  private async clients(clinicId: string, session: LockedSession, clientIds: readonly string[]): Promise<ClientRow[]> {
    const clients = await this.database.rows<ClientRow>(CLIENTS, [clinicId, clientIds, session.id, session.clinicDay, [...clientIds].sort(), session.programId]);
    if (clients.length < clientIds.length) throw notFound('client');
    for (const client of clients) {
      if (client.archived) throw notBookable('client', client.clientId);
      if (client.status !== null && client.status !== 'cancelled') {
        throw new DomainError({ code: 'already-booked', status: 409, title: 'This client is already in this session.', facts: { clientId: client.clientId } });
      }
    }
    return clients;
  }
}
