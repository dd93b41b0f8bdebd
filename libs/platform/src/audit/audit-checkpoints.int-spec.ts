import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditSealer, AuditTrail, AuditVerifier, VerifyTrail, newId, type Database } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';

let house: TestApp;
let database: Database;

beforeEach(async () => {
  house = await testApp();
  database = house.database;
  house.clock.set(new Date('2026-03-02T03:40:00Z'));
});
afterEach(() => house.close());

const DAY_MS = 86_400_000;
/** So many things happen and are linked. */
async function written(count: number): Promise<void> {
  await database.transaction(async () => {
    for (let at = 0; at < count; at++) house.get(AuditTrail).record({ clinicId: newId(), action: 'platform.tested', subjectType: 'test', subjectId: newId() });
  });
  await house.get(AuditSealer).seal();
}
/** What the nightly walk of a later day finds. */
function night(daysLater = 1) {
  house.clock.set(new Date(house.clock.now().getTime() + daysLater * DAY_MS));
  return house.get(VerifyTrail).run('onward');
}
const walk = (extent: 'all' | 'onward') => house.get(AuditVerifier).verify(extent);
/** Does what only the owner of the tables can do: past every trigger and foreign key. */
const behindTheBack = (...statements: string[]) =>
  database.transaction(async () => {
    await database.rows('set local session_replication_role = replica');
    for (const statement of statements) await database.rows(statement);
  });
const rewrite = (position: number) => behindTheBack(`update platform.audit_entry set reason = 'rewritten' where id = (select entry_id from platform.audit_link where position = ${position})`);
const checkpoints = () => database.rows<{ number: number; position: number; from: number }>('select number, position, walked_from as "from" from platform.audit_checkpoint order by number');

describe('the nightly walk of the audit chain', () => {
  it('goes on from the last checkpoint, and walks all of it once a week', async () => {
    await written(5);
    expect(await night()).toMatchObject({ intact: true, entries: 5, walkedFrom: 0 });
    await written(3);
    expect(await night()).toMatchObject({ intact: true, entries: 8, walkedFrom: 5, fullWalkAt: new Date('2026-03-03T03:40:00Z') });
    expect(await night()).toMatchObject({ intact: true, entries: 8, walkedFrom: 8 });
    await written(1);
    expect(await night(5)).toMatchObject({ intact: true, entries: 9, walkedFrom: 0 });
    expect(await checkpoints()).toEqual([{ number: 1, position: 5, from: 0 }, { number: 2, position: 8, from: 5 }, { number: 3, position: 9, from: 0 }]);
    expect(await walk('all')).toMatchObject({ intact: true, entries: 9, walkedFrom: 0, fullWalkAt: new Date('2026-03-10T03:40:00Z') });
  });

  it('walks all of it more often where the setting says so', async () => {
    await database.transaction(() => database.rows(`insert into platform.setting (name, value) values ('audit', '{"fullWalkDays": 1}')`));
    await written(5);
    await night();
    expect(await night()).toMatchObject({ intact: true, walkedFrom: 0 });
  });

  it('finds an entry changed after the checkpoint the same night', async () => {
    await written(5);
    await night();
    await written(3);
    await rewrite(7);
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 5, brokenAt: { position: 7, why: 'changed-entry' } });
    expect(await checkpoints()).toHaveLength(1);
  });

  it('finds an entry changed before the checkpoint at the walk of the whole chain, due or asked for', async () => {
    await written(5);
    await night();
    await written(3);
    await rewrite(2);
    expect(await night()).toMatchObject({ intact: true, walkedFrom: 5 });
    expect(await walk('all')).toMatchObject({ intact: false, brokenAt: { position: 2, why: 'changed-entry' } });
    expect(await night(6)).toMatchObject({ intact: false, walkedFrom: 0, brokenAt: { position: 2, why: 'changed-entry' } });
    // And goes on finding it: a broken walk leaves no checkpoint.
    expect(await night()).toMatchObject({ intact: false, brokenAt: { position: 2 } });
  });

  it('finds a chain made anew from some entry on, whose links all fit together', async () => {
    await written(5);
    await night();
    await rewrite(2);
    await behindTheBack('insert into platform.audit_unsealed select entry_id from platform.audit_link where position >= 2', 'delete from platform.audit_link where position >= 2');
    await house.get(AuditSealer).seal();
    await written(2);
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 0, brokenAt: { position: 5, why: 'changed-link' } });
  });

  it('finds a chain cut off before its checkpoint', async () => {
    await written(5);
    await night();
    await behindTheBack('delete from platform.audit_link where position >= 4');
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 0, brokenAt: { position: 4, why: 'missing-link' } });
  });
});

describe('a checkpoint', () => {
  it('is never changed or removed, and says of a link only what the chain says', async () => {
    await written(2);
    await night();
    for (const statement of ['update platform.audit_checkpoint set position = 1', 'delete from platform.audit_checkpoint', 'truncate platform.audit_checkpoint']) {
      await expect(database.transaction(() => database.rows(statement))).rejects.toMatchObject({ code: 'rule-broken' });
    }
    const forged = (number: number, hash: string) =>
      database.transaction(() =>
        database.rows(
          `insert into platform.audit_checkpoint select ${number}, position, ${hash}, 0, verified_at, run_id, key_name, seal, seal from platform.audit_checkpoint where number = 1`,
        ),
      );
    await expect(forged(2, `'\\x00'`)).rejects.toMatchObject({ code: 'rule-broken' });
    await expect(forged(7, 'hash')).rejects.toMatchObject({ code: 'rule-broken' });
  });

  it('that nobody sealed with the key is not believed: a forged one does not hide what is before it', async () => {
    await written(5);
    await night();
    await written(3);
    await rewrite(7);
    await database.transaction(() =>
      database.rows(
        `insert into platform.audit_checkpoint select 2, l.position, l.hash, 0, c.verified_at, c.run_id, c.key_name, c.seal, c.seal
         from platform.audit_checkpoint c, platform.audit_link l where c.number = 1 and l.position = 8`,
      ),
    );
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 0, brokenAt: { position: 7, why: 'changed-entry' } });
  });

  it('whose hash lies is found, and the whole chain walked', async () => {
    await written(5);
    await night();
    await written(3);
    await night();
    await behindTheBack(`update platform.audit_checkpoint set hash = (select hash from platform.audit_link where position = 4) where number = 2`);
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 0, brokenAt: { position: 8, why: 'changed-link' } });
    await behindTheBack(`update platform.audit_checkpoint set hash = (select hash from platform.audit_link where position = 8), walked_from = 0 where number = 2`);
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 0, entries: 8, brokenAt: { position: 8, why: 'changed-checkpoint' } });
  });

  it('that is gone is missed, and the newest gone only makes the walk longer', async () => {
    await written(5);
    await night();
    await written(3);
    await night();
    await written(1);
    await night();
    await behindTheBack('delete from platform.audit_checkpoint where number = 3');
    expect(await night()).toMatchObject({ intact: true, walkedFrom: 8, entries: 9 });
    await behindTheBack('delete from platform.audit_checkpoint where number = 2');
    expect(await night()).toMatchObject({ intact: false, walkedFrom: 0, entries: 9, brokenAt: { why: 'missing-checkpoint' } });
    await behindTheBack('delete from platform.audit_checkpoint');
    expect(await night()).toMatchObject({ intact: true, walkedFrom: 0, entries: 9 });
  });

  it('sealed with another secret is gone on from by nobody', async () => {
    await written(5);
    await night();
    await behindTheBack(`update platform.audit_checkpoint set key_name = 'another'`);
    expect(await night()).toMatchObject({ intact: true, walkedFrom: 0, entries: 5 });
    await written(1);
    expect(await night()).toMatchObject({ intact: true, walkedFrom: 5, entries: 6 });
  });
});
