import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordAttendance, type MarkStatus } from '#attendance';
import { CloseDays } from '#clinics';
import { AdmitClient, ChangePrescription } from '#episodes';
import { clinicDay, newId, runAsSystem } from '#platform';
import { SetPhases } from '#programs';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../../../test/support/roster.js';
import { atTheDesk, written } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import type { DeliveredHours, LedSession } from './delivered-hours.query.js';

let house: TestApp;
let clinic: ClinicWithPeople;
let director: Asker;
beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-12T18:00:00Z')); // Thursday, 14:00 in New York
  clinic = await clinicWithPeople(house.database, 3, { admittedOn: '2026-02-02' });
  director = await personWith(house, clinic.clinicId, 'director');
});
afterAll(() => house.close());

async function session(startsAt: string, minutes: number, staff: number[], came: MarkStatus[], more: { breaks?: [number, number][]; countsTowardHours?: boolean } = {}): Promise<string> {
  const roster = await sessionWith(house.database, clinic, clinic.people.slice(0, Math.max(came.length, 1)), { startsAt, minutes, ...more });
  for (const [position, n] of staff.entries()) {
    await written(house.database, 'insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live) select id, $2, clinic_id, $3, starts_at, ends_at, live from scheduling.session where id = $1', [roster.sessionId, clinic.staffIds[n], position + 1]);
  }
  if (came.length > 0) await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks: came.map((status, at) => ({ participationId: roster.participationIds[at] as string, status })), mayCorrect: true }));
  return roster.sessionId;
}

describe('hours delivered by clinician', () => {
  it('give whoever leads with others the whole session, and the clinic each session once', async () => {
    await session('2026-03-09T14:00:00Z', 120, [0, 1], ['attended', 'attended', 'no_show'], { breaks: [[60, 75]] });
    await session('2026-03-10T14:00:00Z', 60, [0], ['attended'], { countsTowardHours: false });
    await session('2026-03-11T14:00:00Z', 90, [0], ['no_show', 'no_show']);
    await session('2026-03-11T20:00:00Z', 90, [1], []);
    await session('2026-03-12T22:00:00Z', 90, [0], []);
    await session('2026-03-03T15:00:00Z', 180, [0], ['attended']);
    const board = (await director.ask('GET', `/clinics/${clinic.clinicId}/hours/delivered?weeks=2`)).json<DeliveredHours>();
    expect(board.weekStart).toBe('2026-03-09');
    expect(board.total).toEqual({ weekStart: '2026-03-09', minutes: 165, countingMinutes: 105, coLedMinutes: 105, sessions: 2, clients: 2, clientMinutes: 210, owedSessions: 1 });
    expect(board.items.map((item) => [item.name, item.weeks])).toEqual([
      ['Ben Lindqvist', [
        { weekStart: '2026-03-09', minutes: 105, countingMinutes: 105, coLedMinutes: 105, sessions: 1, clients: 2, clientMinutes: 210, owedSessions: 1 },
        { weekStart: '2026-03-02', minutes: 0, countingMinutes: 0, coLedMinutes: 0, sessions: 0, clients: 0, clientMinutes: 0, owedSessions: 0 },
      ]],
      ['Ada Okafor', [
        { weekStart: '2026-03-09', minutes: 165, countingMinutes: 105, coLedMinutes: 105, sessions: 2, clients: 2, clientMinutes: 210, owedSessions: 0 },
        { weekStart: '2026-03-02', minutes: 180, countingMinutes: 180, coLedMinutes: 0, sessions: 1, clients: 1, clientMinutes: 180, owedSessions: 0 },
      ]],
    ]);
    const first = (await director.ask('GET', `/clinics/${clinic.clinicId}/hours/delivered?limit=1`)).json<DeliveredHours>();
    const second = (await director.ask('GET', `/clinics/${clinic.clinicId}/hours/delivered?limit=1&cursor=${first.nextCursor}`)).json<DeliveredHours>();
    expect([first.items[0]?.name, second.items[0]?.name, second.nextCursor]).toEqual(['Ben Lindqvist', 'Ada Okafor', null]);
  });

  it('open into the sessions they are sums of', async () => {
    const path = `/clinics/${clinic.clinicId}/hours/delivered/${clinic.staffIds[0]}`;
    const { items } = (await director.ask('GET', `${path}?week=2026-03-09`)).json<{ items: LedSession[] }>();
    expect(items.map((one) => [one.minutes, one.state, one.clients, one.clientMinutes, one.coLeaders])).toEqual([
      [105, 'delivered', 2, 210, ['Ben Lindqvist']],
      [60, 'delivered', 1, 0, []],
      [90, 'nobody_came', 0, 0, []],
    ]);
    expect(problemOf(await director.ask('GET', `/clinics/${clinic.clinicId}/hours/delivered/${newId()}`))).toBe('not-found');
  });
});

describe('the weeks hours are delivered in', () => {
  it('begin on the weekday the programs agree on, as their clients’ do; on Monday where they do not agree', async () => {
    const other = await clinicWithPeople(house.database, 1, { admittedOn: '2026-02-02' });
    const asker = await personWith(house, other.clinicId, 'director');
    const read = async (path: string) => (await asker.ask('GET', `/clinics/${other.clinicId}/hours${path}`)).json<DeliveredHours & { items: { weekStart: string }[] }>();
    const start = async (programId: string, weekday: number) => {
      await written(house.database, 'update programs.policy_version set superseded_at = now() where program_id = $1 and superseded_at is null', [programId]);
      await written(
        house.database,
        `insert into programs.policy_version select (jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || jsonb_build_object('id', gen_random_uuid(), 'program_id', $2::text, 'number', v.number + 1, 'week_starts_on', $3::int, 'superseded_at', null))).*
         from programs.policy_version v where program_id = $1 order by number desc limit 1`,
        [other.programId, programId, weekday],
      );
    };
    const led = async (startsAt: string) => {
      const { sessionId, participationIds } = await sessionWith(house.database, other, other.people, { startsAt, minutes: 60 });
      await written(house.database, 'insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live) select id, $2, clinic_id, 1, starts_at, ends_at, live from scheduling.session where id = $1', [sessionId, other.staffIds[0]]);
      await atTheDesk(() => house.get(RecordAttendance).run(other.clinicId, sessionId, { marks: [{ participationId: participationIds[0] as string, status: 'attended' }], mayCorrect: true }));
    };
    // Saturday and Sunday evening, the clocks going forward between them; Tuesday late and Wednesday early.
    for (const at of ['2026-03-07T23:00:00Z', '2026-03-08T23:00:00Z', '2026-03-11T02:30:00Z', '2026-03-11T12:00:00Z']) await led(at);
    const weeks = async () => {
      const { weekStart, total, items } = await read('/delivered?weeks=3');
      const sessions = (await read(`/delivered/${other.staffIds[0]}`)).items.length;
      return [weekStart, total.sessions, sessions, items[0]?.weeks.map((one) => [one.weekStart, one.sessions])];
    };
    expect(await weeks()).toEqual(['2026-03-09', 2, 2, [['2026-03-09', 2], ['2026-03-02', 2], ['2026-02-23', 0]]]);
    await start(other.programId, 7);
    expect(await weeks()).toEqual(['2026-03-08', 3, 3, [['2026-03-08', 3], ['2026-03-01', 1], ['2026-02-22', 0]]]);
    await start(other.programId, 3);
    expect(await weeks()).toEqual(['2026-03-11', 1, 1, [['2026-03-11', 1], ['2026-03-04', 3], ['2026-02-25', 0]]]);
    expect((await asker.ask('GET', `/clinics/${other.clinicId}/hours/clinic-week?day=2026-03-10`)).json()).toEqual({ weekStart: '2026-03-04', startsOn: 3 });
    const second = newId();
    await written(house.database, `insert into programs.program (id, clinic_id, name, code, population, track) values ($1, $2, 'Youth', 'Y', 'adolescent', 'mental_health')`, [second, other.clinicId]);
    await start(second, 7);
    expect(await read('/clinic-week')).toEqual({ weekStart: '2026-03-09', startsOn: 1 });
    expect((await weeks())[0]).toBe('2026-03-09');
    await written(house.database, 'update programs.program set active = false where id = $1', [second]);
    expect((await weeks())[0]).toBe('2026-03-11');
  });
});

describe('the week opened', () => {
  it('shows which days count per diem, which missed it by how much, and how its prescription came about', async () => {
    const { episodeId } = clinic.people[0] as (typeof clinic.people)[number];
    await runAsSystem('test', () => house.get(CloseDays).run(clinic.clinicId, { from: clinicDay('2026-03-13'), to: clinicDay('2026-03-13'), reason: 'Holiday' }));
    const ledger = (await director.ask('GET', `/clinics/${clinic.clinicId}/episodes/${episodeId}/weeks/2026-03-09/ledger`)).json<{ days: unknown[]; dayMinimumMinutes: number; prescription: { minutes: number; days: unknown[] } }>();
    expect(ledger.dayMinimumMinutes).toBe(180);
    expect(ledger.days[0]).toEqual({ day: '2026-03-09', attendedMinutes: 105, plannedMinutes: 0, countsPerDiem: false, missedBy: 75 });
    expect(ledger.prescription).toMatchObject({ prorate: true, minutes: 432, programDays: 5 });
    expect(ledger.prescription.days).toMatchObject([{ day: '2026-03-09', outside: null, minutesPerWeek: 540 }, {}, {}, {}, { day: '2026-03-13', outside: 'closed', minutesPerWeek: 540 }]);
  });
});

describe('a taper', () => {
  it('changes what is asked by date, and the past stays judged by the hours, the step and the policy of then', async () => {
    const { clinicId, programId } = clinic;
    const { version } = await house.database.one<{ version: number }>('select version from programs.program where id = $1', [programId]);
    await atTheDesk(() => house.get(SetPhases).run(clinicId, programId, { version, phases: [{ name: 'Full', weeks: 2, minutesPerWeek: 900, daysPerWeek: 5 }, { name: 'Taper', weeks: 2, minutesPerWeek: 600, daysPerWeek: 3 }] }));
    const clientId = newId();
    await written(house.database, `insert into clients.client (id, clinic_id, chart_number, given_name) values ($1, $2, 'T-1', 'Taper')`, [clientId, clinicId]);
    const admitted = await atTheDesk(() => house.get(AdmitClient).run(clinicId, { clientId, programId, admittedOn: clinicDay('2026-02-09'), careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }] } as never));
    const weeks = async () => (await director.ask('GET', `/clinics/${clinicId}/episodes/${admitted.id}/weeks`)).json<{ items: { weekStart: string; fullMinutes: number; maximumMinutes: number }[] }>().items.filter((week) => week.weekStart < '2026-03-09').map((week) => [week.weekStart, week.fullMinutes, week.maximumMinutes]);
    const asked = [['2026-03-02', 600, 1200], ['2026-02-23', 600, 1200], ['2026-02-16', 900, 1200], ['2026-02-09', 900, 1200]];
    expect(await weeks()).toEqual(asked);
    const ledger = (await director.ask('GET', `/clinics/${clinicId}/episodes/${admitted.id}/weeks/2026-02-16/ledger`)).json<{ prescription: { days: { phaseName: string }[] } }>();
    expect(ledger.prescription.days[0]?.phaseName).toBe('Full');
    // Another taper of the program, a review's new order from today on, and another policy from today on: last month stays.
    const again = await house.database.one<{ version: number }>('select version from programs.program where id = $1', [programId]);
    await atTheDesk(() => house.get(SetPhases).run(clinicId, programId, { version: again.version, phases: [{ name: 'Short', weeks: 1, minutesPerWeek: 540, daysPerWeek: 3 }] }));
    const episode = await house.database.one<{ version: number }>('select version from episodes.episode where id = $1', [admitted.id]);
    await atTheDesk(() => house.get(ChangePrescription).run(clinicId, admitted.id, { version: episode.version, effectiveFrom: clinicDay('2026-03-12'), minutesPerWeek: 540, daysPerWeek: 3, orderedByStaffId: clinic.staffIds[0], reason: 'Review' }));
    expect(await weeks()).toEqual(asked);
  });
});
