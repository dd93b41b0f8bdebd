import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { CreateClient, type CreateClientInput } from './create-client.service.js';
import { RegisterClients, type RegisterClientRow } from '../import/register-clients.service.js';
import { UndoRegisteredClients } from '../import/undo-registered-clients.service.js';

let house: TestApp;
let clinicId: string;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ clinicId } = await clinicWithProgram(house.database));
});

const create = (input: CreateClientInput, clinic = clinicId) => runAsSystem('test', () => house.get(CreateClient).run(clinic, input));
const day = (text: string): ClinicDay => text as ClinicDay;
const names = async () => (await house.database.rows<{ n: string }>('select chart_number as n from clients.client where clinic_id = $1 order by 1', [clinicId])).map(({ n }) => n);

describe('making a chart', () => {
  it('counts chart numbers without gaps while thirty charts are made at once and every third is refused', async () => {
    await create({ givenName: 'Zoe', familyName: 'Ek', birthDate: day('1990-01-01') });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => create(i % 3 === 0 ? { givenName: 'Zoe', familyName: 'Ek', birthDate: day('1990-01-01') } : { givenName: `Person${i}` })),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await names()).toEqual(Array.from({ length: 21 }, (_, i) => String(100_001 + i)));
  });

  it('makes one chart when ten people write down the same person at the same moment', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create({ givenName: 'José', familyName: "O'Hara", birthDate: day('1988-05-12') })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await names()).toHaveLength(1);
  });

  it('takes someone with one name', async () => {
    const { id } = await create({ givenName: 'Madonna' });
    expect(await house.database.one('select given_name, family_name, sort_name from clients.client where id = $1', [id])).toEqual({ given_name: 'Madonna', family_name: '', sort_name: 'madonna' });
  });

  it('counts each clinic’s charts for itself', async () => {
    const other = await clinicWithProgram(house.database);
    await create({ givenName: 'Ana' });
    expect(await create({ givenName: 'Ana' }, other.clinicId)).toMatchObject({ chartNumber: '100001' });
  });
});

describe('registering charts in bulk', () => {
  const register = (rows: RegisterClientRow[]) => runAsSystem('test', () => house.get(RegisterClients).run(clinicId, 'old-system', rows));
  const rows = (n: number): RegisterClientRow[] => Array.from({ length: n }, (_, i) => ({ externalId: `x${i}`, givenName: `Given${i}`, familyName: `Family${i % 50}`, phone: `555 01${i}` }));

  it('makes thousands of charts once, however often the file comes', async () => {
    const first = await register(rows(3000));
    expect(first.map(({ outcome }) => outcome)).toEqual(Array(3000).fill('created'));
    const again = await register(rows(3000));
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(3000).fill('unchanged'));
    expect(again.map(({ clientId }) => clientId)).toEqual(first.map(({ clientId }) => clientId));
    expect((await names()).slice(-1)).toEqual(['103000']);
  });

  it('updates what the file says otherwise, leaves what it does not say, and can be taken back', async () => {
    const [made] = await register([{ externalId: 'a', givenName: 'Ida', phone: '555 1234', city: 'Bend' }]);
    const updated = await register([{ externalId: 'a', givenName: 'Ida', phone: '555 9999' }, { externalId: 'b', givenName: 'Bo' }]);
    expect(updated).toMatchObject([{ clientId: made?.clientId, outcome: 'updated', before: { phone: '555 1234' } }, { outcome: 'created' }]);
    expect(await house.database.one('select phone, city, version from clients.client where id = $1', [made?.clientId])).toEqual({ phone: '555 9999', city: 'Bend', version: 2 });
    await runAsSystem('test', () => house.get(UndoRegisteredClients).run(clinicId, updated));
    expect(await house.database.rows('select given_name, phone from clients.client where clinic_id = $1', [clinicId])).toEqual([{ given_name: 'Ida', phone: '555 1234' }]);
  });

  it('makes each chart once when the same file is imported twice at the same time', async () => {
    await Promise.all([register(rows(40)), register(rows(40))]);
    expect(await names()).toHaveLength(40);
  });
});
