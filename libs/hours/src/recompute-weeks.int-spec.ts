import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompleteWeeks } from '#hours';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithProgram } from '../../../test/support/clinic-with-program.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

describe('the weeks of a program', () => {
  it('open by themselves for everyone in it, also where nothing is booked', async () => {
    const { clinicId, programId } = await clinicWithProgram(house.database);
    const [clientId, episodeId] = [newId(), newId()];
    await runAsSystem('test', () =>
      house.database.transaction(async () => {
        await house.database.rows(`insert into clients.client (id, clinic_id, chart_number, given_name) values ($1, $2, 'A-1', 'Ana')`, [clientId, clinicId]);
        await house.database.rows(`insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on) values ($1, $2, $3, $4, '2026-02-25')`, [episodeId, clinicId, clientId, programId]);
        await house.database.rows(`insert into episodes.prescribed_hours (id, clinic_id, episode_id, effective_from, minutes_per_week, days_per_week) values ($1, $2, $3, '2026-02-25', 900, 5)`, [newId(), clinicId, episodeId]);
      }),
    );
    await runAsSystem('test', () => house.get(CompleteWeeks).roll());
    const weeks = await house.database.rows('select week_start, prescribed_minutes, full_minutes, causes, counted_days from hours.client_week where episode_id = $1 order by 1', [episodeId]);
    expect(weeks).toEqual([
      { week_start: '2026-03-02', prescribed_minutes: 900, full_minutes: 900, causes: [], counted_days: 5 },
      { week_start: '2026-03-09', prescribed_minutes: 900, full_minutes: 900, causes: [], counted_days: 5 },
    ]);
  });
});
