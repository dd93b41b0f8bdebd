import type { Role } from '#identity';
import { newId, type ClinicDay } from '#platform';
import type { ServedApp } from './served-app.js';
import { makeUser } from './sign-in.js';

/** Whoever signs in to a clinic on a screen, one of each role. */
const ACCOUNTS = {
  director: ['director@harbor.test', 'Robin Hale'],
  therapist: ['ada@harbor.test', 'Ada Okafor'],
  front_desk: ['desk@harbor.test', 'Finn Tan'],
  auditor: ['auditor@harbor.test', 'Sam Quill'],
} as const satisfies Partial<Record<Role, readonly [email: string, displayName: string]>>;

/** How a clinic made for a test looks to people. */
export interface ClinicNames {
  /** Given name, family name and perhaps language of its clients, in their order. */
  clients: readonly (readonly [given: string, family: string, language?: string | null])[];
  /** Of its staff, by id. */
  staff?: Readonly<Record<string, readonly [given: string, family: string]>>;
  rooms?: Readonly<Record<string, string>>;
  /** Which of Robin Hale, Ada Okafor, Finn Tan and Sam Quill sign in. */
  signIn: readonly (keyof typeof ACCOUNTS)[];
  /** Who of the staff Ada Okafor is, and on whose care team. */
  ada?: { staffId: string; caresFor?: readonly { episodeId: string }[]; since: ClinicDay };
}

/** Gives a clinic made for a test the names a clinic has, and the accounts that sign in to it. @returns the slug of its addresses. */
export async function nameClinic(house: ServedApp, clinic: { clinicId: string; people: readonly { clientId: string }[] }, names: ClinicNames): Promise<string> {
  const { clinicId, people } = clinic;
  const write = (sql: string, ...params: unknown[]) => house.database.rows(sql, params);
  await house.database.transaction(async () => {
    await write(`update clinics.clinic set name = 'Harbor Street Clinic' where id = $1`, clinicId);
    for (const [at, [given, family, language = null]] of names.clients.entries()) {
      await write('update clients.client set given_name = $2, family_name = $3, language = coalesce($4, language) where id = $1', people[at]?.clientId, given, family, language);
    }
    for (const [id, [given, family]] of Object.entries(names.staff ?? {})) await write('update team.staff set given_name = $2, family_name = $3 where id = $1', id, given, family);
    for (const [id, name] of Object.entries(names.rooms ?? {})) await write('update clinics.room set name = $2 where id = $1', id, name);
  });
  const users = new Map<Role, string>();
  for (const role of names.signIn) {
    const [email, displayName] = ACCOUNTS[role];
    users.set(role, (await makeUser(house as never, [{ clinicId, roles: [role] }], { email, displayName })).userId);
  }
  const { ada } = names;
  if (ada) {
    await house.database.transaction(async () => {
      await write('update team.staff set user_id = $2 where id = $1', ada.staffId, users.get('therapist'));
      // A chart is its care team's.
      for (const { episodeId } of ada.caresFor ?? []) {
        await write(`insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values ($1, $2, $3, $4, 'therapist', true, $5)`, newId(), clinicId, episodeId, ada.staffId, ada.since);
      }
    });
  }
  return (await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId])).slug;
}
