import { addDays, clinicDayOf, timeZone, type Database } from '#platform';
import type { DemoSite } from './demo-clinics.js';
import type { Given } from './given.js';

const NOTES = ['Works until four; evenings only.', null, 'Would rather begin after the holidays.', null] as const;

/**
 * The evening program is full: four who are not admitted yet wait for it. Somebody just made room for one more, so the first is
 * offered the place, and nobody has told them yet.
 * @param newcomers charts without a stay, at least four; in the order of their turn.
 */
export async function waitForTheEvening(given: Given, database: Database, site: DemoSite, people: { director: { userId: string; displayName: string }; frontDesk: { userId: string; displayName: string } }, newcomers: readonly string[], now: Date): Promise<void> {
  const { id, zone } = site;
  const programId = site.programs['evening'] as string;
  const owner = (site.staff as Record<string, string>)['caseManager'] as string;
  const today = clinicDayOf(now, timeZone(zone));
  const at = (day: typeof today, n: number): Date => given.at(day, `15:${10 + n * 8}`, zone);
  const day = at(today, NOTES.length) <= now ? today : addDays(today, -1);
  const { inCare } = await database.one<{ inCare: number }>('select count(*)::int as "inCare" from episodes.episode where program_id = $1 and discharged_on is null', [programId]);
  given.clock.set(at(day, 0));
  await given.by(people.director).programPlaces(id, programId, inCare);
  for (const [n, note] of NOTES.entries()) {
    given.clock.set(at(day, n + 1));
    await given.by(people.frontDesk).waitForPlace(id, programId, { clientId: newcomers[n] as string, note, ownerStaffId: n === 0 ? owner : null });
  }
  given.clock.set(now);
  await given.by(people.director).programPlaces(id, programId, inCare + 1);
  given.by(people.frontDesk);
}
