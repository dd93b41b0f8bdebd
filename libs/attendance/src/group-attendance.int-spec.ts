import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnrolInGroup, CreateGroup } from '#scheduling';
import { clinicDay, wallTime } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { atTheDesk, bookableClinic, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, type Asker } from '../../../test/support/sign-in.js';
import { RecordAttendance } from './record-attendance.service.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
let groupId: string;
interface Grid {
  sessions: { sessionId: string; clinicDay: string; present: number; missed: number; excused: number; owed: number }[];
  people: { client: { id: string }; member: boolean; cells: { status: string | null }[]; creditedMinutes: number }[];
  earlierCursor: string | null;
}
const grid = async (query = '') => (await director.ask('GET', `/clinics/${clinic.clinicId}/groups/${groupId}/attendance${query}`)).json() as Grid;

beforeAll(async () => {
  house = await testApp();
  clinic = await bookableClinic(house.database, 3);
  ({ id: groupId } = await atTheDesk(() =>
    house.get(CreateGroup).run(clinic.clinicId, {
      name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]],
      series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: clinicDay('2026-03-04'), startTime: wallTime('17:30'), durationMinutes: 90 },
    })));
  const enrol = (n: number, joinedOn: string, leftOn: string | null = null) =>
    atTheDesk(() => house.get(EnrolInGroup).run(clinic.clinicId, groupId, { episodeId: clinic.people[n]!.episodeId, joinedOn: clinicDay(joinedOn), leftOn: leftOn === null ? null : clinicDay(leftOn) }));
  await enrol(0, '2026-03-02');
  await enrol(1, '2026-03-09');
  await enrol(2, '2026-03-02', '2026-03-09');
  house.clock.set(new Date('2026-03-12T14:00:00Z'));
  director = await personWith(house, clinic.clinicId, 'director');
  const places = await house.database.rows<{ id: string; session: string; client: string }>(
    `select p.id, p.session_id as session, p.client_id as client from scheduling.participation p join scheduling.session s on s.id = p.session_id where s.group_id = $1 and s.clinic_day <= '2026-03-09' order by s.starts_at, p.client_id`, [groupId]);
  for (const place of places) {
    const status = place.client === clinic.people[2]!.clientId ? ('no_show' as const) : ('attended' as const);
    await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, place.session, { marks: [{ participationId: place.id, status, reason: 'Entered late' }], mayCorrect: true }));
  }
});
afterAll(() => house.close());

describe('the attendance of a group', () => {
  it('is people down and sessions across, in one statement, with those who left last', async () => {
    const rows = house.database.rows.bind(house.database);
    let asked = 0;
    house.database.rows = <R>(sql: string, params?: readonly unknown[]) => {
      if (/v_participation/.test(sql)) asked++;
      return rows<R>(sql, params);
    };
    let seen: Grid;
    try {
      seen = await grid();
    } finally {
      house.database.rows = rows;
    }
    expect(asked).toBe(1);
    expect(seen.sessions.map((one) => [one.clinicDay, one.present, one.missed, one.excused, one.owed])).toEqual([['2026-03-04', 1, 1, 0, 0], ['2026-03-09', 2, 1, 0, 0], ['2026-03-11', 0, 0, 0, 2]]);
    expect(seen.people.map((one) => [one.client.id, one.member, one.cells.map((cell) => cell.status), one.creditedMinutes])).toEqual([
      [clinic.people[0]!.clientId, true, ['attended', 'attended', 'booked'], 180],
      [clinic.people[1]!.clientId, true, [null, 'attended', 'booked'], 90],
      [clinic.people[2]!.clientId, false, ['no_show', 'no_show', null], 0],
    ]);
    expect(seen.earlierCursor).toBeNull();
  });

  it('goes back as far as one asks, so many sessions at a time', async () => {
    const last = await grid('?sessions=2');
    expect(last.sessions.map((one) => one.clinicDay)).toEqual(['2026-03-09', '2026-03-11']);
    const before = await grid(`?sessions=2&cursor=${last.earlierCursor}`);
    expect([before.sessions.map((one) => one.clinicDay), before.earlierCursor]).toEqual([['2026-03-04'], null]);
  });

  it('is of this clinic only, and for those who may read attendance', async () => {
    const other = await bookableClinic(house.database, 1);
    const stranger = await personWith(house, other.clinicId, 'director');
    expect((await stranger.ask('GET', `/clinics/${other.clinicId}/groups/${groupId}/attendance`)).statusCode).toBe(404);
    expect((await director.ask('GET', `/clinics/${clinic.clinicId}/groups/${groupId}/attendance?sessions=61`)).statusCode).toBe(400);
  });
});
