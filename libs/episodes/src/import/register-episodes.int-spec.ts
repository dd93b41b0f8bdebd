import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterClients, UndoRegisteredClients, type RegisteredClient } from '#clients';
import { newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram, type ClinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { RegisterEpisodes, type RegisterEpisodeRow } from './register-episodes.service.js';
import { UndoRegisteredEpisodes } from './undo-registered-episodes.service.js';

let house: TestApp;
let clinic: ClinicWithProgram;
let clients: RegisteredClient[];

beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await clinicWithProgram(house.database);
  clients = await asSystem(() => house.get(RegisterClients).run(clinic.clinicId, 'old', Array.from({ length: 1500 }, (_, i) => ({ externalId: `c${i}`, givenName: `Client${i}` }))));
});

const asSystem = <T>(work: () => Promise<T>): Promise<T> => runAsSystem('test', work);
const day = (text: string): ClinicDay => text as ClinicDay;
const row = (i: number, over: Partial<RegisterEpisodeRow> = {}): RegisterEpisodeRow => ({ externalId: `e${i}`, clientId: clients[i]?.clientId as string, programId: clinic.programId, admittedOn: day('2026-01-07'), ...over });
const register = (rows: RegisterEpisodeRow[]) => asSystem(() => house.get(RegisterEpisodes).run(clinic.clinicId, 'old', rows));
const total = (table: string) => house.database.one<{ n: number }>(`select count(*) as n from episodes.${table} where clinic_id = $1`, [clinic.clinicId]).then(({ n }) => n);

describe('registering stays in bulk', () => {
  it('makes each stay once with the hours of its program, however often the file comes', async () => {
    const rows = clients.map((_, i) => row(i, { careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }] }));
    const first = await register(rows);
    expect(new Set(first.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect([await total('episode'), await total('prescribed_hours'), await total('care_team_member')]).toEqual([1500, 3000, 1500]);
    const again = await register(rows);
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    expect(await house.database.rows(`select jsonb_array_length(payload -> 'episodeIds') as n from platform.outbox where clinic_id = $1 and name = 'episodes.changed'`, [clinic.clinicId])).toEqual([{ n: 1500 }]);
  });

  it('refuses row by row what cannot be, and takes the rest', async () => {
    await register([row(0)]);
    expect(
      await register([
        row(0, { externalId: 'again', admittedOn: day('2026-02-01') }),
        row(1, { clientId: newId() }),
        row(2, { programId: newId() }),
        row(3, { dischargedOn: day('2026-01-06') }),
        row(4),
        row(4, { externalId: 'twice', admittedOn: day('2026-01-20') }),
      ]),
    ).toMatchObject([
      { outcome: 'refused', why: 'overlapping-stay' },
      { outcome: 'refused', why: 'unknown-client' },
      { outcome: 'refused', why: 'unknown-program' },
      { outcome: 'refused', why: 'discharged-before-admitted' },
      { outcome: 'created' },
      { outcome: 'refused', why: 'overlapping-stay' },
    ]);
  });

  it('takes up a discharge the source learned of since, and a new stay after it in the same file; all of it can be undone', async () => {
    await register([row(0)]);
    const later = await register([row(0, { dischargedOn: day('2026-02-10'), disposition: 'completed' }), row(0, { externalId: 'second', admittedOn: day('2026-02-11') })]);
    expect(later).toMatchObject([{ outcome: 'updated', before: { dischargedOn: null, disposition: null } }, { outcome: 'created' }]);
    await asSystem(() => house.get(UndoRegisteredEpisodes).run(clinic.clinicId, later));
    expect(await house.database.rows('select external_id, discharged_on from episodes.episode where clinic_id = $1', [clinic.clinicId])).toEqual([{ external_id: 'e0', discharged_on: null }]);
  });

  it('lets go of clients only after their stays', async () => {
    const stays = await register([row(0)]);
    const undoClients = () => asSystem(() => house.get(UndoRegisteredClients).run(clinic.clinicId, clients));
    await expect(undoClients()).rejects.toMatchObject({ code: 'missing-or-in-use', status: 409 });
    await asSystem(() => house.get(UndoRegisteredEpisodes).run(clinic.clinicId, stays));
    await undoClients();
    expect(await total('episode')).toBe(0);
    expect(await house.database.one('select count(*) as n from clients.client where clinic_id = $1', [clinic.clinicId])).toEqual({ n: 0 });
  });
});
