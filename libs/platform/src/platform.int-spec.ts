import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { AuditSealer, AuditTrail, AuditVerifier, Database, DomainError, DomainEvents, newId } from '#platform';

let clinic: TestApp;
let database: Database;

beforeAll(async () => {
  clinic = await testApp();
  database = clinic.database;
});
afterAll(() => clinic.close());

const entry = (action = 'platform.tested') => ({ clinicId: newId(), action, subjectType: 'test', subjectId: newId() });

describe('the ambient transaction', () => {
  it('refuses a write that nobody wrapped in a transaction', async () => {
    await expect(database.rows(`insert into platform.setting (name, value) values ('loose', '1')`)).rejects.toMatchObject({ code: '25006' });
    expect(() => database.manager).toThrow('needs a transaction');
    expect(() => clinic.get(AuditTrail).record(entry())).toThrow('needs a transaction');
  });

  it('keeps nothing of a use case that fails, its audit entry and its news included', async () => {
    const before = await database.one(`select (select count(*) from platform.audit_entry) as a, (select count(*) from platform.outbox) as o`);
    await expect(
      database.transaction(async () => {
        clinic.get(AuditTrail).record(entry());
        await clinic.get(DomainEvents).publish({ name: 'platform.tested', clinicId: newId(), payload: {} });
        throw new DomainError({ code: 'no', status: 409, title: 'No.' });
      }),
    ).rejects.toMatchObject({ code: 'no' });
    expect(await database.one(`select (select count(*) from platform.audit_entry) as a, (select count(*) from platform.outbox) as o`)).toEqual(before);
  });

  it('runs a whole use case again after a deadlock, so that both sides of one succeed', async () => {
    await database.transaction(() => database.rows(`insert into platform.setting (name, value) values ('left', '0'), ('right', '0')`));
    let attempts = 0;
    let holdBoth = (): void => undefined;
    const bothHold = new Promise<void>((resolve) => {
      holdBoth = resolve;
    });
    const both = (first: string, second: string) =>
      database.transaction(async () => {
        const attempt = ++attempts;
        await database.rows(`update platform.setting set value = to_jsonb(value::text::int + 1) where name = $1`, [first]);
        if (attempt === 2) holdBoth();
        if (attempt <= 2) await bothHold;
        await database.rows(`update platform.setting set value = to_jsonb(value::text::int + 1) where name = $1`, [second]);
      });
    await Promise.all([both('left', 'right'), both('right', 'left')]);
    expect(attempts).toBeGreaterThan(2);
    expect(await database.rows(`select value from platform.setting where name in ('left', 'right')`)).toEqual([{ value: 2 }, { value: 2 }]);
  });

  it('writes a use case of one statement with its audit entry and news, or nothing of it', async () => {
    const noted = { ...entry(), action: 'platform.single' };
    const write = (name: string) =>
      database.single(async () => {
        clinic.get(AuditTrail).record(noted);
        await clinic.get(DomainEvents).publish({ name: 'platform.single', clinicId: noted.clinicId, payload: {} });
        return { parts: 's as (insert into platform.setting (name, value) values ($1, $2))', params: [name, '1'], result: name };
      });
    expect(await write('one')).toBe('one');
    await expect(write('one')).rejects.toMatchObject({ code: 'already-exists' });
    expect(await database.one(`select (select count(*) from platform.audit_entry where action = 'platform.single') as a, (select count(*) from platform.outbox where name = 'platform.single') as o`)).toEqual({ a: 1, o: 1 });
    await expect(database.single(async () => database.transaction(async () => ({ parts: '', params: [], result: 0 })))).rejects.toThrow('cannot begin a transaction');
  });

  it('runs what hears an event inside the same transaction', async () => {
    const heard: boolean[] = [];
    clinic.get(DomainEvents).on('platform.heard', async () => {
      heard.push(database.inTransaction);
    });
    await database.transaction(() => clinic.get(DomainEvents).publish({ name: 'platform.heard', clinicId: newId(), payload: {} }));
    expect(heard).toEqual([true]);
  });
});

describe('the audit trail', () => {
  it('takes entries only, whoever asks', async () => {
    await database.transaction(async () => clinic.get(AuditTrail).record(entry()));
    for (const statement of [`update platform.audit_entry set action = 'x'`, 'delete from platform.audit_entry', 'truncate platform.audit_entry cascade']) {
      await expect(database.transaction(() => database.rows(statement))).rejects.toMatchObject({ code: 'rule-broken' });
    }
  });

  it('is chained by hash, and the chain shows an entry changed behind its back', async () => {
    const sealer = clinic.get(AuditSealer);
    const verifier = clinic.get(AuditVerifier);
    await database.transaction(async () => {
      for (let i = 0; i < 5; i++) clinic.get(AuditTrail).record(entry());
    });
    await sealer.seal();
    const whole = await verifier.verify('all');
    expect(whole).toMatchObject({ intact: true, waiting: 0, brokenAt: null });
    expect(whole.entries).toBeGreaterThanOrEqual(5);

    await database.transaction(async () => {
      await database.rows('alter table platform.audit_entry disable trigger audit_entry_append_only');
      await database.rows(`update platform.audit_entry set reason = 'rewritten' where id = (select entry_id from platform.audit_link where position = 3)`);
      await database.rows('alter table platform.audit_entry enable trigger audit_entry_append_only');
    });
    expect(await verifier.verify('all')).toMatchObject({ intact: false, brokenAt: { position: 3, why: 'changed-entry' } });
  });
});

describe('the edge', () => {
  it('answers health without a sign-in', async () => {
    const live = await clinic.app.inject({ method: 'GET', url: '/api/health/live' });
    expect(live.statusCode).toBe(200);
    const ready = await clinic.app.inject({ method: 'GET', url: '/api/health/ready' });
    expect(ready.json()).toEqual({ status: 'ready', database: true, migrations: true, queue: true });
  });

  it('answers what is not there, or cannot be read, with problem details', async () => {
    for (const [url, status] of [['/api/nothing', 404], ['/api/%ff', 400]] as const) {
      const answer = await clinic.app.inject({ method: 'GET', url });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ status });
    }
  });
});
