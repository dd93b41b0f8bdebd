import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordAttendance } from '#attendance';
import { CompleteWeeks, EpisodeWeeks } from '#hours';
import { DomainEvents, newId, runAsSystem, type ClinicDay } from '#platform';
import { POLICY_CHANGED, type PolicyChanged } from '#programs';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith } from '../../../test/support/roster.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp({ now: new Date('2026-03-20T16:00:00Z') });
});
afterAll(() => house.close());

describe('the calendar of hours', () => {
  it('when the policy moves the first day of the week, one week is cut short and no minute is in two weeks', async () => {
    const clinic = await clinicWithPeople(house.database, 1, { admittedOn: '2026-03-02' });
    const [person] = clinic.people as [(typeof clinic.people)[0]];
    await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, [person.episodeId]));
    for (const day of ['2026-03-06', '2026-03-08', '2026-03-14', '2026-03-15']) {
      const roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T16:00:00Z`, minutes: 60 });
      await runAsSystem('test', () => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks: [{ participationId: roster.participationIds[0] as string, status: 'attended' }], mayCorrect: true }));
    }
    const weeks = () => house.database.rows<{ week_start: ClinicDay; attended_minutes: number }>('select week_start, attended_minutes from hours.client_week where episode_id = $1 and week_start < $2 order by 1', [person.episodeId, '2026-03-22']);
    expect(await weeks()).toEqual([{ week_start: '2026-03-02', attended_minutes: 120 }, { week_start: '2026-03-09', attended_minutes: 120 }, { week_start: '2026-03-16', attended_minutes: 0 }]);
    // From Wednesday the 11th on, weeks begin on Sunday.
    await runAsSystem('test', () =>
      house.database.transaction(async () => {
        await house.database.rows('update programs.policy_version set superseded_at = now() where program_id = $1', [clinic.programId]);
        for (const [from, to, startsOn] of [['2020-01-01', '2026-03-10', 1], ['2026-03-11', null, 7]]) {
          await house.database.rows(
            `insert into programs.policy_version (id, clinic_id, program_id, number, effective_from, effective_to, week_starts_on, program_weekdays, weekly_min_minutes,
               weekly_max_minutes, days_min, days_max, day_min_minutes, prorate_partial_weeks, group_capacity, parameters)
             select $1, $2, $3, max(number) + 1, $4, $5, $6, '{1,2,3,4,5}', 540, 1200, 3, 5, 180, true, 10, '{}' from programs.policy_version where program_id = $3`,
            [newId(), clinic.clinicId, clinic.programId, from, to, startsOn],
          );
        }
        await house.get(DomainEvents).publish<PolicyChanged>({ name: POLICY_CHANGED, clinicId: clinic.clinicId, payload: { programId: clinic.programId, from: '2026-03-11' as ClinicDay } });
      }),
    );
    expect(await weeks()).toEqual([
      { week_start: '2026-03-02', attended_minutes: 120 },
      { week_start: '2026-03-09', attended_minutes: 60 },
      { week_start: '2026-03-15', attended_minutes: 60 },
    ]);
    expect(await house.database.rows('select week_start, week_end from hours.program_week where program_id = $1 order by 1', [clinic.programId])).toMatchObject([
      { week_start: '2026-03-02', week_end: '2026-03-09' }, { week_start: '2026-03-09', week_end: '2026-03-15' }, { week_start: '2026-03-15', week_end: '2026-03-22' },
      { week_start: '2026-03-22', week_end: '2026-03-29' }, { week_start: '2026-03-29', week_end: '2026-04-05' }, { week_start: '2026-04-05', week_end: '2026-04-12' },
    ]);
  });

  it('opens the coming weeks of everyone by itself, and only once', async () => {
    const clinic = await clinicWithPeople(house.database, 2, { admittedOn: '2026-03-18' });
    await runAsSystem('test', () => house.get(CompleteWeeks).roll());
    const opened = () => house.database.rows('select week_start, count(*) as n, min(prescribed_minutes) as least from hours.client_week where clinic_id = $1 group by 1 order by 1', [clinic.clinicId]);
    const weeks = [{ week_start: '2026-03-16', n: 2, least: 324 }, { week_start: '2026-03-23', n: 2, least: 540 }, { week_start: '2026-03-30', n: 2, least: 540 }];
    expect(await opened()).toEqual(weeks);
    await runAsSystem('test', () => house.get(CompleteWeeks).roll());
    expect(await opened()).toEqual(weeks);
  });
});
