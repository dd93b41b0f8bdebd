import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordAttendance, type MarkStatus } from '#attendance';
import { CloseDays } from '#clinics';
import { CompleteWeeks, EpisodeWeeks } from '#hours';
import { DomainEvents, clinicDay, newId, runAsSystem } from '#platform';
import { POLICY_CHANGED, type PolicyChanged } from '#programs';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { hoursDrift } from '../../../test/support/hours-drift.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../test/support/roster.js';
import { atTheDesk } from '../../../test/support/schedule.js';

const PEOPLE = 8;
/** The first Monday after the week that is corrected, a minute past midnight in New York. */
const WEEK_OVER = new Date('2026-03-09T04:01:00Z');

let house: TestApp;
let clinic: ClinicWithPeople;
let rosters: Roster[];
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

beforeEach(async () => {
  house.clock.set(new Date('2026-03-06T22:00:00Z'));
  clinic = await clinicWithPeople(house.database, PEOPLE, { admittedOn: '2026-02-02' });
  rosters = [];
  for (const day of ['2026-03-02', '2026-03-04', '2026-03-06']) rosters.push(await sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T15:00:00Z`, minutes: 180 }));
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
  await Promise.all(rosters.map((roster) => mark(roster, roster.participationIds.map(() => 'attended'))));
  house.clock.set(WEEK_OVER);
});

const mark = (roster: Roster, statuses: MarkStatus[]) =>
  atTheDesk(() =>
    house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, {
      marks: statuses.map((status, at) => ({ participationId: roster.participationIds[at] as string, status, reason: 'The sheet says otherwise', ...(status === 'excused' ? { reason: 'Illness' } : {}) })),
      mayCorrect: true,
      force: true,
    }),
  );

/** The same policy from another day on, as the programs tell it: every week from there is made anew. */
async function newPolicy(): Promise<void> {
  await runAsSystem('test', () =>
    house.database.transaction(async () => {
      await house.database.rows('select id from programs.program where id = $1 for update', [clinic.programId]);
      const [old] = await house.database.rows<{ id: string }>('update programs.policy_version set superseded_at = now() where program_id = $1 and superseded_at is null returning id', [clinic.programId]);
      await house.database.rows(
        `insert into programs.policy_version select (jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || jsonb_build_object('id', $2::uuid, 'superseded_at', null, 'day_min_minutes', 120,
           'number', (select max(number) + 1 from programs.policy_version where program_id = v.program_id)))).* from programs.policy_version v where id = $1`,
        [old?.id, newId()],
      );
      await house.get(DomainEvents).publish<PolicyChanged>({ name: POLICY_CHANGED, clinicId: clinic.clinicId, payload: { programId: clinic.programId, from: clinicDay('2026-02-02') } });
    }),
  );
}

const closed = (): Promise<unknown> => runAsSystem('test', () => house.get(CloseDays).run(clinic.clinicId, { from: clinicDay('2026-03-05'), to: clinicDay('2026-03-05'), reason: 'Storm' }));
const rolled = (): Promise<void> => runAsSystem('test', () => house.get(CompleteWeeks).roll());

describe('corrections while the week closes', () => {
  it.each<[string, () => Promise<unknown>[]]>([
    ['the weeks are rolled by three processes', () => [rolled(), rolled(), rolled()]],
    ['the policy changes and the weeks are made anew', () => [newPolicy(), rolled()]],
    ['a day of it is closed and the weeks are rolled', () => [closed(), rolled(), newPolicy()]],
  ])('lose nothing while %s: every correction stands, the ledger shows before and after, drift 0', async (_, meanwhile) => {
    const statuses = (session: number, round: number): MarkStatus[] => Array.from({ length: PEOPLE }, (__, at) => (['no_show', 'excused', 'attended'] as const)[(at + session + round) % 3] as MarkStatus);
    await Promise.all([...rosters.flatMap((roster, session) => [mark(roster, statuses(session, 0))]), ...meanwhile()]);
    await Promise.all([...meanwhile().slice(-1), ...rosters.map((roster, session) => mark(roster, statuses(session, 1)))]);
    for (const [session, roster] of rosters.entries()) {
      const rows = await house.database.rows<{ status: string }>('select status from scheduling.participation where session_id = $1 order by array_position($2::uuid[], id)', [roster.sessionId, roster.participationIds]);
      expect(rows.map((row) => row.status)).toEqual(statuses(session, 1));
    }
    expect(await hoursDrift(house.database, clinic.clinicId, clinicDay('2026-03-09'))).toEqual([]);
    // Every place was credited once at first, and each time it was taken back the ledger says so.
    const { first, last } = await house.database.one<{ first: number; last: number }>(
      `select (select count(distinct participation_id) from hours.ledger_entry where clinic_id = $1) as first,
         (select count(*) from attendance.mark where clinic_id = $1 and kind = 'correction' and before_minutes <> after_minutes) as last`,
      [clinic.clinicId],
    );
    const { moved } = await house.database.one<{ moved: number }>(`select count(*) as moved from hours.ledger_entry where clinic_id = $1`, [clinic.clinicId]);
    expect([first, moved]).toEqual([PEOPLE * 3, PEOPLE * 3 + last]);
  }, 600_000);
});
