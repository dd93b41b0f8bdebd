import { newId, runAsSystem, type ClinicDay, type Database } from '#platform';

/** A clinic with one adult program (9 to 20 h, 3 to 5 days, a taper of 4 weeks at 15 h and 4 at 9 h) and three people of staff. */
export interface ClinicWithProgram {
  clinicId: string;
  programId: string;
  /** Therapist, case manager, prescriber; the first and the last with a license that does not expire. */
  staffIds: [string, string, string];
}

/** Writes the rows such a clinic stands on, each with ids of its own. */
export async function clinicWithProgram(database: Database, options: { timeZone?: string; effectiveFrom?: ClinicDay } = {}): Promise<ClinicWithProgram> {
  const [clinicId, programId] = [newId(), newId()];
  const staffIds: [string, string, string] = [newId(), newId(), newId()];
  await runAsSystem('test', () =>
    database.transaction(async () => {
      await database.rows('insert into clinics.clinic (id, name, slug, time_zone) values ($1, $2, $3, $4)', [clinicId, 'Riverside', `riverside-${clinicId}`, options.timeZone ?? 'America/New_York']);
      await database.rows(`insert into programs.program (id, clinic_id, name, code, population, track) values ($1, $2, 'Adult evening', 'AE', 'adult', 'mental_health')`, [programId, clinicId]);
      await database.rows(
        `insert into programs.policy_version (id, clinic_id, program_id, number, effective_from, week_starts_on, program_weekdays, weekly_min_minutes,
           weekly_max_minutes, days_min, days_max, day_min_minutes, prorate_partial_weeks, group_capacity, parameters)
         values ($1, $2, $3, 1, $4, 1, '{1,2,3,4,5}', 540, 1200, 3, 5, 180, true, 10, '{}')`,
        [newId(), clinicId, programId, options.effectiveFrom ?? '2020-01-01'],
      );
      await database.rows(
        `insert into programs.phase (id, clinic_id, program_id, position, name, weeks, minutes_per_week, days_per_week)
         values ($1, $3, $4, 1, 'Full', 4, 900, 5), ($2, $3, $4, 2, 'Taper', 4, 540, 3)`,
        [newId(), newId(), clinicId, programId],
      );
      const people = [['Ada', 'Okafor', 'psychologist'], ['Ben', 'Lindqvist', 'case_manager'], ['Chi', 'Park', 'psychiatrist']];
      for (const [i, staffId] of staffIds.entries()) {
        await database.rows('insert into team.staff (id, clinic_id, given_name, family_name, discipline) values ($1, $2, $3, $4, $5)', [staffId, clinicId, ...(people[i] as string[])]);
      }
      // A case manager needs no license.
      for (const staffId of [staffIds[0], staffIds[2]]) {
        await database.rows(`insert into team.credential (id, clinic_id, staff_id, kind, number) values ($1, $2, $3, 'license', 'A-1')`, [newId(), clinicId, staffId]);
      }
    }),
  );
  return { clinicId, programId, staffIds };
}
