import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { sessionWith } from '../../../test/support/roster.js';
import { bookableClinic, written, type BookableClinic } from '../../../test/support/schedule.js';
import { MakeMessages } from './make-messages.service.js';
import { RecordCall } from './record-call.service.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

const sessionsOf = async (clinic: BookableClinic) => {
  const ids: string[] = [];
  for (const day of ['2026-03-03', '2026-03-04', '2026-03-05']) {
    const { sessionId } = await sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T15:00:00Z`, minutes: 60 });
    await written(house.database, 'insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $2, clinic_id, starts_at, ends_at, live from scheduling.session where id = $1', [sessionId, clinic.therapists[0]]);
    ids.push(sessionId);
  }
  return ids;
};
const count = (clinic: BookableClinic) =>
  house.database.rows(`select session_version as version, state, count(*)::int as n from reminders.message where clinic_id = $1 group by 1, 2 order by 1, 2`, [clinic.clinicId]);

describe('workers that tell people of the same change', () => {
  it('twelve at once, the sessions in any order: everybody has one message, and nothing is lost', async () => {
    const clinic = await bookableClinic(house.database, 8);
    const ids = await sessionsOf(clinic);
    const tell = (n: number) => {
      const turned = [...ids.slice(n % 3), ...ids.slice(0, n % 3)];
      return runAsSystem(`worker ${n}`, () => house.get(MakeMessages).run(clinic.clinicId, turned.map((sessionId) => ({ sessionId, rule: 'another_room' as const }))));
    };
    const made = await Promise.all(Array.from({ length: 12 }, (_, n) => tell(n)));
    expect(made.reduce((sum, n) => sum + n, 0)).toBe(27);
    expect(await count(clinic)).toEqual([{ version: 1, state: 'held_back', n: 27 }]);
    // Changed again, and told again by many: the old die once, the new are there once.
    await written(house.database, 'update scheduling.session set room_id = $2, room_shareable = false, version = version + 1 where id = any ($1::uuid[])', [ids, clinic.rooms.large]);
    await Promise.all(Array.from({ length: 12 }, (_, n) => tell(n)));
    expect(await count(clinic)).toEqual([{ version: 1, state: 'superseded', n: 27 }, { version: 2, state: 'held_back', n: 27 }]);
  });

  it('while somebody calls: the call is written down, or the caller is told there is something newer; never both', async () => {
    const clinic = await bookableClinic(house.database, 8);
    const ids = await sessionsOf(clinic);
    const tell = () => runAsSystem('worker', () => house.get(MakeMessages).run(clinic.clinicId, ids.map((sessionId) => ({ sessionId, rule: 'changed' as const }))));
    await tell();
    const calls = await house.database.rows<{ id: string }>(`select id from reminders.message where clinic_id = $1 and client_id is not null`, [clinic.clinicId]);
    await written(house.database, 'update scheduling.session set room_id = $2, room_shareable = false, version = version + 1 where id = any ($1::uuid[])', [ids, clinic.rooms.large]);
    const answers = await Promise.allSettled([tell(), ...calls.map(({ id }) => runAsSystem('caller', () => house.get(RecordCall).run(clinic.clinicId, id, { outcome: 'reached', version: 1 })))]);
    const refused = answers.filter((one) => one.status === 'rejected').map((one) => (one.reason as { code: string }).code);
    expect(refused.every((code) => code === 'message-superseded')).toBe(true);
    const told = answers.length - 1 - refused.length;
    expect(await house.database.one(`select count(*) filter (where state = 'told')::int as told, count(*) filter (where state = 'superseded' and client_id is not null)::int as superseded, count(*) filter (where session_version = 2 and state = 'held_back')::int as anew from reminders.message where clinic_id = $1`, [clinic.clinicId])).toEqual({ told, superseded: calls.length - told, anew: 27 });
  });

  it('in the database too: a second message of the same change for the same person is refused', async () => {
    const clinic = await bookableClinic(house.database, 1);
    const [sessionId] = await sessionsOf(clinic);
    const insert = () =>
      written(house.database, `insert into reminders.message (id, clinic_id, rule, session_id, session_version, told, channel, client_id, state, held_reason, due_on, made_at) values ($1, $2, 'changed', $3, 1, '{}', 'sms', $4, 'held_back', 'no_consent', '2026-03-02', now())`, [newId(), clinic.clinicId, sessionId, clinic.people[0]!.clientId]);
    await insert();
    await expect(insert()).rejects.toMatchObject({ status: 409 });
  });
});
