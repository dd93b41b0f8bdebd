import { newId, runAsSystem, type Database } from '#platform';
import { clinicWithPeople, type ClinicWithPeople } from './roster.js';

/** A clinic whose program has places, with people in it and people who are not yet. */
export interface ClinicWithIntake extends ClinicWithPeople {
  /** Clients without a stay. */
  newcomers: string[];
}

/** Makes one: so many in care since 5 January 2026, so many without a stay, so many places. */
export async function clinicWithIntake(database: Database, { inCare, newcomers, places }: { inCare: number; newcomers: number; places: number | null }): Promise<ClinicWithIntake> {
  const clinic = await clinicWithPeople(database, inCare);
  const ids = Array.from({ length: newcomers }, () => newId());
  await runAsSystem('test', () =>
    database.transaction(async () => {
      for (const [at, id] of ids.entries()) await database.rows(`insert into clients.client (id, clinic_id, chart_number, given_name, family_name) values ($1, $2, $3, $4, 'Newcomer')`, [id, clinic.clinicId, `N-${at}`, `Number ${at}`]);
      await database.rows('update programs.program set places = $2 where id = $1', [clinic.programId, places]);
    }),
  );
  return { ...clinic, newcomers: ids };
}
