import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterAttendance, type WantedMark } from '#attendance';
import { EpisodeWeeks } from '#hours';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { hoursDrift } from '../../../test/support/hours-drift.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../../../test/support/roster.js';

let house: TestApp;
let clinic: ClinicWithPeople;
beforeAll(async () => {
  house = await testApp();
  clinic = await clinicWithPeople(house.database, 3, { admittedOn: '2026-02-23' });
});
afterAll(() => house.close());

const register = (rows: WantedMark[]) => runAsSystem('import', () => house.get(RegisterAttendance).run(clinic.clinicId, { type: 'import', id: newId() }, rows));

describe('attendance of the past, registered in bulk', () => {
  it('stands with marks, ledger and weeks; repeated it changes nothing; a row that cannot be is named and left out', async () => {
    const roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-02-24T15:00:00Z', minutes: 180 });
    await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
    const rows: WantedMark[] = [
      { participationId: roster.participationIds[0] as string, status: 'attended' },
      { participationId: roster.participationIds[1] as string, status: 'late', arrivedAt: new Date('2026-02-24T15:30:00Z') },
      { participationId: roster.participationIds[2] as string, status: 'late' },
      { participationId: newId(), status: 'attended' },
    ];
    const first = await register(rows);
    expect(first).toMatchObject({ recorded: 2, unchanged: 0, problems: [{ participationId: rows[2]?.participationId, pointer: '/arrivedAt' }, { pointer: '/participationId' }] });
    expect(await register(rows)).toMatchObject({ recorded: 0, unchanged: 2 });
    expect(await house.database.rows('select kind, after_status, after_minutes from attendance.mark where session_id = $1 order by after_minutes', [roster.sessionId])).toEqual([
      { kind: 'import', after_status: 'late', after_minutes: 150 },
      { kind: 'import', after_status: 'attended', after_minutes: 180 },
    ]);
    // What a later file says goes over what stands, as a correction would.
    expect(await register([{ participationId: rows[0]?.participationId as string, status: 'no_show', reason: 'The file says so' }])).toMatchObject({ recorded: 1 });
    expect(await hoursDrift(house.database, clinic.clinicId, '2026-02-23' as never)).toEqual([]);
  });

  it('takes thousands of rows in sets: a year of a clinic in seconds', async () => {
    const big = await clinicWithPeople(house.database, 10, { admittedOn: '2025-03-03' });
    await runAsSystem('test', () =>
      house.database.transaction(async () => {
        await house.database.rows(
          `insert into scheduling.session (id, clinic_id, kind, title, service_id, program_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
           select gen_random_uuid(), $1, 'group', 'Group', $2, $3, (d + time '15:00') at time zone 'America/New_York', (d + time '18:00') at time zone 'America/New_York', d::date, 12, true
           from generate_series('2025-03-03'::timestamp, '2026-02-27'::timestamp, interval '1 day') d`,
          [big.clinicId, big.serviceId, big.programId],
        );
        for (const { clientId, episodeId } of big.people) {
          await house.database.rows(
            `insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
             select gen_random_uuid(), $1, id, $2, $3, starts_at, ends_at, true from scheduling.session where clinic_id = $1`,
            [big.clinicId, clientId, episodeId],
          );
        }
      }),
    );
    const places = await house.database.rows<{ id: string }>('select id from scheduling.participation where clinic_id = $1 order by client_id, starts_at', [big.clinicId]);
    expect(places.length).toBe(3620);
    const answer = await runAsSystem('import', () =>
      house.get(RegisterAttendance).run(big.clinicId, { type: 'import', id: newId() }, places.map(({ id }, at) => ({ participationId: id, status: at % 7 === 0 ? 'no_show' : 'attended' }))),
    );
    expect(answer).toEqual({ recorded: 3620, unchanged: 0, problems: [] });
    expect(await hoursDrift(house.database, big.clinicId, '2026-02-23' as never)).toEqual([]);
  });
});
