import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { AuditSealer, AuditTrail, newId, runInContext } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinicId: string;
let auditor: Asker;

beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ clinicId } = await clinicWithProgram(house.database, { timeZone: 'America/Los_Angeles' }));
  auditor = await personWith(house, clinicId, 'auditor');
});

interface Page {
  items: { id: string; action: string; clientId: string | null; actorName: string; occurredAt: string; position: number | null }[];
  nextCursor: string | null;
}

const list = async (query = ''): Promise<Page> => (await auditor.ask('GET', `/clinics/${clinicId}/audit${query}`)).json() as Page;

/** Somebody does something to a chart. */
async function happen(action: string, options: { clientId?: string; userId?: string; name?: string; reason?: string } = {}): Promise<void> {
  const actor = { kind: 'user' as const, userId: options.userId ?? newId(), displayName: options.name ?? 'Sam Ortiz', sessionId: null };
  await runInContext({ requestId: 'test', actor }, () =>
    house.database.transaction(async () => {
      house.get(AuditTrail).record({ clinicId, action, subjectType: 'client', subjectId: options.clientId ?? 'x', clientId: options.clientId ?? null, changes: { phone: [null, '555'] }, reason: options.reason ?? null });
    }),
  );
}

describe('the audit trail', () => {
  it('is read newest first, page by page, each entry once, those of one instant too', async () => {
    for (let i = 0; i < 25; i++) {
      await happen(`clients.step-${String.fromCharCode(97 + i)}`);
      if (i % 5 === 0) house.clock.advance(1);
    }
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=4&action=clients${cursor}`);
      seen.push(...page.items.map(({ action }) => action));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(seen[0]).toBe('clients.step-y');
    expect(seen.at(-1)).toBe('clients.step-a');
  });

  it('is narrowed by client, by person, by action, by module and by thing', async () => {
    const [clientId, userId] = [newId(), newId()];
    await happen('clients.chart-opened', { clientId, userId });
    await happen('clients.chart-opened', { clientId });
    await happen('clients.client-edited', { clientId });
    await happen('scheduling.session-booked', { userId });
    const actions = async (query: string) => (await list(query)).items.map(({ action }) => action).sort();
    expect(await actions(`?clientId=${clientId}`)).toEqual(['clients.chart-opened', 'clients.chart-opened', 'clients.client-edited']);
    expect(await actions(`?userId=${userId}`)).toEqual(['clients.chart-opened', 'scheduling.session-booked']);
    expect(await actions(`?clientId=${clientId}&userId=${userId}`)).toEqual(['clients.chart-opened']);
    expect(await actions('?action=clients')).toHaveLength(3);
    expect(await actions('?action=clients.client-edited')).toHaveLength(1);
    expect(await actions(`?subjectId=${clientId}`)).toHaveLength(3);
    expect(await actions('?action=clients.client')).toEqual([]);
  });

  it('names the client and the account an entry is about', async () => {
    const clientId = newId();
    await runInContext({ requestId: 'test', actor: { kind: 'system', userId: null, displayName: 'Stepwell', sessionId: null } }, () =>
      house.database.transaction(() =>
        house.database.rows(`insert into clients.client (id, clinic_id, chart_number, given_name, family_name, preferred_name) values ($1, $2, '100777', 'Samuel', 'Rivera', 'Sam')`, [clientId, clinicId]),
      ),
    );
    await happen('clients.edited', { clientId });
    expect((await list('?action=clients')).items).toEqual([expect.objectContaining({ client: { id: clientId, chartNumber: '100777', givenName: 'Samuel', familyName: 'Rivera', preferredName: 'Sam' }, subjectName: null })]);
    expect((await list(`?action=identity.user-created`)).items[0]).toMatchObject({ subjectName: 'Robin Hale', client: null });
    expect((await auditor.ask('GET', `/clinics/${clinicId}/audit/export?action=clients`)).body).toContain('100777');

    const administrator = await personWith(house, clinicId, 'administrator');
    const { secret } = (await administrator.ask('POST', `/clinics/${clinicId}/tokens`, { name: 'Watcher', permissions: ['audit.read'], days: 1 })).json() as { secret: string };
    const seen = await house.app.inject({ url: `/api/clinics/${clinicId}/audit?action=clients`, headers: { authorization: `Bearer ${secret}` } });
    expect(seen.json()).toMatchObject({ items: [{ clientId, client: null }] });
    expect(seen.body).not.toContain('Rivera');
  });

  it('knows days as the clinic’s wall calendar does', async () => {
    house.clock.set(new Date('2026-03-08T07:59:00Z')); // 23:59 on the 7th in Los Angeles
    await happen('clients.late');
    house.clock.set(new Date('2026-03-08T08:00:00Z')); // midnight; clocks go forward two hours later
    await happen('clients.early');
    house.clock.set(new Date('2026-03-09T06:59:00Z')); // 23:59 on the 8th, an hour short
    await happen('clients.last');
    house.clock.set(new Date('2026-03-09T07:00:00Z'));
    await happen('clients.next');
    auditor = await personWith(house, clinicId, 'auditor');
    expect((await list('?from=2026-03-08&to=2026-03-08&action=clients')).items.map(({ action }) => action)).toEqual(['clients.last', 'clients.early']);
    const turned = await auditor.ask('GET', `/clinics/${clinicId}/audit?from=2026-03-09&to=2026-03-08`);
    expect([turned.statusCode, turned.json()]).toEqual([400, expect.objectContaining({ errors: [{ pointer: '?to', detail: 'must not be before the first day' }] })]);
  });

  it('refuses what is no filter', async () => {
    for (const query of ['?clientId=me', '?action=%25', "?action='; drop table", '?from=2026-02-30', '?limit=1000', '?cursor=abc', '?unknown=1', '?userId=']) {
      expect((await auditor.ask('GET', `/clinics/${clinicId}/audit${query}`)).statusCode).toBe(400);
    }
  });

  it('of another clinic is not there, and shows nothing of it here', async () => {
    const other = await clinicWithProgram(house.database);
    const clientId = newId();
    await happen('clients.chart-opened', { clientId });
    const stranger = await personWith(house, other.clinicId, 'auditor');
    expect((await stranger.ask('GET', `/clinics/${clinicId}/audit`)).statusCode).toBe(404);
    expect((await stranger.ask('GET', `/clinics/${other.clinicId}/audit?clientId=${clientId}`)).json()).toMatchObject({ items: [] });
  });
});

describe('the export', () => {
  it('holds every entry of the filter as CSV that no spreadsheet takes for a formula, and is an entry itself', async () => {
    for (let i = 0; i < 450; i++) await happen('clients.chart-opened', i === 7 ? { name: '=HYPERLINK("http://evil")', reason: 'said "no", then\nyes' } : {});
    const answer = await auditor.ask('GET', `/clinics/${clinicId}/audit/export?action=clients`);
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([200, 'text/csv; charset=utf-8', expect.stringMatching(/^attachment; filename="audit-2026-\d\d-\d\d\.csv"$/)]);
    const rows = parse(answer.body, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(450);
    const odd = rows.find((row) => row['reason'] !== '');
    expect(odd).toMatchObject({ actor: '\'=HYPERLINK("http://evil")', reason: 'said "no", then\nyes', changes: '{"phone":[null,"555"]}' });
    expect((await list('?action=identity.audit-exported')).items).toHaveLength(1);
  });

  it('needs the permission', async () => {
    const therapist = await personWith(house, clinicId, 'therapist');
    expect((await therapist.ask('GET', `/clinics/${clinicId}/audit/export`)).statusCode).toBe(403);
  });
});

describe('the chain', () => {
  it('verifies what was written, and names the entry that somebody changed behind the application’s back', async () => {
    await happen('clients.chart-opened');
    const before = (await auditor.ask('GET', `/clinics/${clinicId}/audit/verification`)).json() as { waiting: number };
    expect(before.waiting).toBeGreaterThan(0);
    await house.get(AuditSealer).seal();
    house.clock.advance(1);
    const intact = (await auditor.ask('GET', `/clinics/${clinicId}/audit/verification`)).json();
    expect(intact).toMatchObject({ intact: true, waiting: 0, head: expect.stringMatching(/^[0-9a-f]{64}$/), sealedUntil: expect.any(String), brokenAt: null });
    const [newest] = (await list('?action=clients')).items;
    expect(newest?.position).toEqual(expect.any(Number));

    const client = new pg.Client({ connectionString: house.url });
    await client.connect();
    await expect(client.query('update platform.audit_entry set reason = $1', ['changed'])).rejects.toMatchObject({ constraint: 'audit_entry_append_only' });
    await client.query('alter table platform.audit_entry disable trigger audit_entry_append_only');
    await client.query('update platform.audit_entry set reason = $1 where id = $2', ['changed', newest?.id]);
    await client.query('alter table platform.audit_entry enable trigger audit_entry_append_only');
    await client.end();
    house.clock.advance(1);
    const broken = (await auditor.ask('GET', `/clinics/${clinicId}/audit/verification`)).json();
    expect(broken).toMatchObject({ intact: false, brokenAt: { entryId: newest?.id, why: 'changed-entry' } });
  });

  it('is not for everyone to walk', async () => {
    const therapist = await personWith(house, clinicId, 'therapist');
    expect(problemOf(await therapist.ask('GET', `/clinics/${clinicId}/audit/verification`))).toBe('forbidden');
  });
});
