import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FirstRun } from '#identity';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { problemOf } from '../../../../test/support/sign-in.js';

let own: TestDatabase;
let houses: TestApp[];

beforeAll(async () => {
  own = await testDatabase();
  houses = [await testApp({ database: own }), await testApp({ database: own })];
});
afterAll(async () => {
  for (const house of houses) await house.close();
  await own.drop();
});

describe('twenty people who set up an empty Stepwell at once, at two server processes', () => {
  it('are one who gets it and nineteen who are told', async () => {
    const codes = await Promise.all(houses.map((house) => house.get(FirstRun).code()));
    expect(codes[0]).toBe(codes[1]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        (houses[number % 2] as TestApp).app.inject({
          method: 'POST',
          url: '/api/setup',
          payload: { code: codes[0], clinicName: `Clinic ${number}`, timeZone: 'America/New_York', displayName: `Person ${number}`, email: `person-${number}@clinic.test`, password: 'amber kettle orbit' },
          remoteAddress: '10.0.0.7',
        }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.statusCode === 409 && problemOf(answer) === 'already-set-up')).toHaveLength(19);
    const { database } = houses[0] as TestApp;
    expect(await database.one(`select (select count(*)::int from clinics.clinic) as clinics, (select count(*)::int from identity.user) as users,
      (select count(*)::int from identity.membership) as members, (select count(*)::int from platform.audit_entry where action = 'identity.house-set-up') as noted`)).toEqual({ clinics: 1, users: 1, members: 1, noted: 1 });
  }, 600_000);
});
