import { addDays, newId, weekdayOf, type ClinicDay, type Database } from '#platform';
import type { BookableClinic } from './schedule.js';

/**
 * Asks six hours a week of everybody, in a week that begins today and knows no day off: whatever day a test runs on, all
 * of the week is to come. Everybody was admitted four weeks ago and is in the care of the first therapist; it is open from 8 to 21.
 * Run it as the system.
 */
export async function sixHoursAWeek(database: Database, clinic: BookableClinic, today: ClinicDay, names: readonly (readonly [string, string])[]): Promise<void> {
  const { clinicId, programId, people } = clinic;
  const from = addDays(today, -28);
  await database.transaction(async () => {
    for (const [at, person] of people.entries()) await database.rows('update clients.client set given_name = $2, family_name = $3 where id = $1', [person.clientId, ...(names[at] as [string, string])]);
    await database.rows('update episodes.episode set admitted_on = $2 where clinic_id = $1', [clinicId, from]);
    await database.rows('update episodes.prescribed_hours set minutes_per_week = 360, effective_from = $2 where clinic_id = $1', [clinicId, from]);
    await database.rows('update programs.policy_version set superseded_at = now() where program_id = $1', [programId]);
    await database.rows(
      `insert into programs.policy_version select (jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || jsonb_build_object('id', $2::uuid, 'number', 2, 'week_starts_on', $3::int, 'program_weekdays', array[1,2,3,4,5,6,7], 'superseded_at', null))).*
       from programs.policy_version v where program_id = $1`,
      [programId, newId(), weekdayOf(today)],
    );
    await database.rows(`insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, d, '08:00', '21:00' from generate_series(1, 7) d`, [clinicId]);
    await database.rows(`insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) select gen_random_uuid(), clinic_id, id, $2, 'therapist', true, admitted_on from episodes.episode where clinic_id = $1`, [clinicId, clinic.therapists[0]]);
  });
}
