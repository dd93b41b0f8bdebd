import { newId, runAsSystem, type Database } from '#platform';
import { clinicWithProgram, type ClinicWithProgram } from './clinic-with-program.js';

/** Someone with an open stay: what a place in a session is booked for. */
export interface PersonInProgram {
  clientId: string;
  episodeId: string;
}

/** A session with its places, in the order of the people. */
export interface Roster {
  sessionId: string;
  participationIds: string[];
}

export interface ClinicWithPeople extends ClinicWithProgram {
  serviceId: string;
  people: PersonInProgram[];
}

/** A clinic with so many people admitted on a day, each prescribed nine hours on three days. */
export async function clinicWithPeople(database: Database, count: number, options: { timeZone?: string; admittedOn?: string } = {}): Promise<ClinicWithPeople> {
  const clinic = await clinicWithProgram(database, options.timeZone === undefined ? {} : { timeZone: options.timeZone });
  const serviceId = newId();
  const people = Array.from({ length: count }, () => ({ clientId: newId(), episodeId: newId() }));
  const admittedOn = options.admittedOn ?? '2026-01-05';
  await runAsSystem('test', () =>
    database.transaction(async () => {
      await database.rows(
        `insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity)
         values ($1, $2, 'Process group', 'group', 'group_therapy', true, 180, 12)`,
        [serviceId, clinic.clinicId],
      );
      for (const [at, { clientId, episodeId }] of people.entries()) {
        await database.rows(`insert into clients.client (id, clinic_id, chart_number, given_name, family_name) values ($1, $2, $3, $4, 'Person')`, [clientId, clinic.clinicId, `P-${at}`, `Number ${at}`]);
        await database.rows('insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on) values ($1, $2, $3, $4, $5)', [episodeId, clinic.clinicId, clientId, clinic.programId, admittedOn]);
        await database.rows('insert into episodes.prescribed_hours (id, clinic_id, episode_id, effective_from, minutes_per_week, days_per_week) values ($1, $2, $3, $4, 540, 3)', [newId(), clinic.clinicId, episodeId, admittedOn]);
      }
    }),
  );
  return { ...clinic, serviceId, people };
}

/** A session with these people booked in it, as rows; `breaks` in minutes from the start. */
export async function sessionWith(
  database: Database,
  clinic: { clinicId: string; programId: string; serviceId: string },
  people: readonly { clientId: string; episodeId: string | null }[],
  session: { startsAt: string; minutes: number; capacity?: number; breaks?: [number, number][]; countsTowardHours?: boolean },
): Promise<Roster> {
  const sessionId = newId();
  const start = new Date(session.startsAt).getTime();
  const after = (minutes: number): Date => new Date(start + minutes * 60_000);
  const participationIds = people.map(() => newId());
  await runAsSystem('test', () =>
    database.transaction(async () => {
      await database.rows(
        `insert into scheduling.session (id, clinic_id, kind, title, service_id, program_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours, breaks)
         select $1, $2, 'group', 'Process group', $3, $4, $5::timestamptz, $6::timestamptz, ($5::timestamptz at time zone c.time_zone)::date, $7, $8, $9 from clinics.clinic c where c.id = $2`,
        [sessionId, clinic.clinicId, clinic.serviceId, clinic.programId, after(0), after(session.minutes), session.capacity ?? 12, session.countsTowardHours ?? true,
          JSON.stringify((session.breaks ?? []).map(([from, to]) => ({ startsAt: after(from), endsAt: after(to) })))],
      );
      for (const [at, { clientId, episodeId }] of people.entries()) {
        await database.rows(
          'insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live) values ($1, $2, $3, $4, $5, $6, $7, true)',
          [participationIds[at], clinic.clinicId, sessionId, clientId, episodeId, after(0), after(session.minutes)],
        );
      }
    }),
  );
  return { sessionId, participationIds };
}
