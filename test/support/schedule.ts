import { newId, runAsSystem, runInContext, type Database } from '#platform';
import { clinicWithPeople, type ClinicWithPeople } from './roster.js';

/** A clinic one can book in: people in a program, rooms, licensed staff, and services for one and for many. */
export interface BookableClinic extends ClinicWithPeople {
  /** Holds 12, holds 8, a hall that may be shared. */
  rooms: { large: string; small: string; hall: string };
  /** Licensed therapists, always available. */
  therapists: [string, string, string];
  individualServiceId: string;
  groupServiceId: string;
}

/** Makes one, with so many people admitted on 5 January 2026. */
export async function bookableClinic(database: Database, people = 3, options: { timeZone?: string; admittedOn?: string } = {}): Promise<BookableClinic> {
  const clinic = await clinicWithPeople(database, people, options);
  const rooms = { large: newId(), small: newId(), hall: newId() };
  const therapists: [string, string, string] = [newId(), newId(), newId()];
  const individualServiceId = newId();
  await runAsSystem('test', () =>
    database.transaction(async () => {
      await database.rows(
        `insert into clinics.room (id, clinic_id, name, capacity, shareable) values ($1, $4, 'Large room', 12, false), ($2, $4, 'Small room', 8, false), ($3, $4, 'Hall', 40, true)`,
        [rooms.large, rooms.small, rooms.hall, clinic.clinicId],
      );
      for (const [index, staffId] of therapists.entries()) {
        await database.rows(`insert into team.staff (id, clinic_id, given_name, family_name, discipline) values ($1, $2, 'Therapist', $3, 'therapist')`, [staffId, clinic.clinicId, `Number ${index}`]);
        await database.rows(`insert into team.credential (id, clinic_id, staff_id, kind, number, expires_on) values ($1, $2, $3, 'license', $4, '2099-12-31')`, [newId(), clinic.clinicId, staffId, `L-${index}`]);
      }
      await database.rows(
        `insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity, disciplines)
         values ($1, $2, 'Individual therapy', 'individual', 'individual_therapy', true, 60, 1, '{therapist}')`,
        [individualServiceId, clinic.clinicId],
      );
    }),
  );
  return { ...clinic, rooms, therapists, individualServiceId, groupServiceId: clinic.serviceId };
}

/** Runs work as somebody at the front desk. */
export function atTheDesk<T>(work: () => Promise<T>): Promise<T> {
  return runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName: 'Front Desk', sessionId: null } }, work);
}

/** Writes rows a test stands on. */
export function written(database: Database, sql: string, params: readonly unknown[] = []): Promise<unknown> {
  return runAsSystem('test', () => database.transaction(() => database.rows(sql, params)));
}
