import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { manyPeople } from '../../../../test/support/many-people.js';
import { RegisterClients } from '../import/register-clients.service.js';
import { FindDuplicatesOfManyQuery } from './find-duplicates-of-many.query.js';
import { FindDuplicatesQuery } from './find-duplicates.query.js';

let house: TestApp;
let clinicId: string;

beforeAll(async () => {
  house = await testApp();
  ({ clinicId } = await clinicWithProgram(house.database));
  await runAsSystem('test', () => house.get(RegisterClients).run(clinicId, 'crowd', manyPeople(2000)));
});
afterAll(() => house.close());

describe('a file of people, some of whom have charts', () => {
  it('is judged as each of them would be alone', async () => {
    // Every twentieth comes back with a slip of the pen; the others are new.
    const known = manyPeople(2000).filter((_, i) => i % 20 === 0);
    const back = known.map((person, i) => ({
      ...person,
      key: `back${i}`,
      email: null,
      familyName: i % 2 ? person.familyName : person.familyName.replace(/(.)(.)$/, '$2$1'),
      birthDate: i % 3 ? person.birthDate : (`${person.birthDate.slice(0, 8)}${person.birthDate.slice(9)}${person.birthDate.charAt(8)}` as ClinicDay),
    })).filter(({ birthDate }) => !Number.isNaN(Date.parse(birthDate)) && Number(birthDate.slice(8)) <= 28 && Number(birthDate.slice(8)) > 0);
    const fresh = manyPeople(300, 99).map((person, i) => ({ ...person, key: `new${i}`, email: null }));
    const found = await house.get(FindDuplicatesOfManyQuery).run(clinicId, [...back, ...fresh]);
    for (const person of back) expect([person.key, found.has(person.key)]).toEqual([person.key, true]);
    expect(fresh.filter(({ key }) => found.has(key)).length).toBeLessThan(fresh.length / 20);
    for (const person of [...back.slice(0, 10), ...fresh.slice(0, 10)]) {
      const alone = await house.get(FindDuplicatesQuery).run(clinicId, person);
      expect(alone.slice(0, 1).map(({ clientId }) => clientId)).toEqual((found.get(person.key) ?? []).slice(0, 1).map(({ clientId }) => clientId));
    }
  });

  it('is nobody’s duplicate when it came from the same source before', async () => {
    const people = manyPeople(50).map((person) => ({ ...person, key: person.externalId, email: null }));
    expect((await house.get(FindDuplicatesOfManyQuery).run(clinicId, people, 'crowd')).size).toBe(0);
    expect((await house.get(FindDuplicatesOfManyQuery).run(clinicId, people)).size).toBe(50);
  });
});
