import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { personWith, type Asker } from '../../../../test/support/sign-in.js';
import { ROLES, ROLE_PERMISSIONS, type Role } from '../permissions.js';
import { RouteDeclarations } from './route-declarations.js';

let house: TestApp;
let clinicId: string;
const people = new Map<Role, Asker>();

beforeAll(async () => {
  house = await testApp();
  ({ clinicId } = await clinicWithProgram(house.database));
  for (const role of ROLES) people.set(role, await personWith(house, clinicId, role));
});
afterAll(() => house.close());

/** A route's address in the clinic; everything else it names does not exist, so that asking changes nothing. */
const address = (path: string): string => path.replace(/^\/api/, '').replace(':clinicId', clinicId).replace(/:\w+/g, () => newId());

describe('every route of a clinic', () => {
  it.each(ROLES)('lets the %s do exactly what the role allows', async (role) => {
    const person = people.get(role) as Asker;
    const wrong: string[] = [];
    for (const { verb, path, rule } of house.get(RouteDeclarations).list()) {
      if (rule?.for !== 'permission') continue;
      const answer = await person.ask(verb as 'GET', address(path), verb === 'GET' || verb === 'DELETE' ? undefined : {});
      const allowed = ROLE_PERMISSIONS[role].includes(rule.permission);
      const refused = answer.statusCode === 403 && (answer.json() as { permission?: string }).permission === rule.permission;
      if (allowed === refused || answer.statusCode >= 500 || answer.statusCode === 401) wrong.push(`${verb} ${path} (${rule.permission}) answered ${answer.statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is closed to someone who is not signed in', async () => {
    const open: string[] = [];
    for (const { verb, path, rule } of house.get(RouteDeclarations).list()) {
      if (rule?.for === 'everyone') continue;
      const answer = await house.app.inject({ method: verb as 'GET', url: `/api${address(path)}`, remoteAddress: `10.2.${open.length}.1` });
      if (answer.statusCode !== 401 && answer.statusCode !== 429) open.push(`${verb} ${path} answered ${answer.statusCode}`);
    }
    expect(open).toEqual([]);
  });
});
