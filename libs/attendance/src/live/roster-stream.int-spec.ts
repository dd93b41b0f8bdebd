import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessChanges } from '../../../identity/src/access/access-changes.js';
import { StandingAccess } from '#identity';
import { Signals, newId, runAsSystem } from '#platform';
import pg from 'pg';
import { RosterWatchers } from './roster-watchers.js';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../../test/support/roster.js';
import { personWith, type Asker } from '../../../../test/support/sign-in.js';

interface Heard {
  id: string | undefined;
  event: string;
  data: { sessionId?: string; places?: Record<string, number>; session?: string; reason?: string };
}

/** A browser with the stream open. */
interface Watcher {
  status: number;
  headers: IncomingMessage['headers'];
  heard: Heard[];
  ended: boolean;
  leave(): void;
}

let house: TestApp;
let second: TestApp;
let clinic: ClinicWithPeople;
let roster: Roster;
const ports = new Map<TestApp, number>();
const watchers: Watcher[] = [];

async function until(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Waited in vain: ${what}`);
}

/** Opens the stream of a roster on one of the two processes; answers once the answer has begun. */
function watch(person: Asker, sessionId: string, options: { at?: TestApp; clinicId?: string; lastEventId?: string } = {}): Promise<Watcher> {
  const path = `/api/clinics/${options.clinicId ?? clinic.clinicId}/sessions/${sessionId}/attendance/stream`;
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(
      { host: '127.0.0.1', port: ports.get(options.at ?? house), path, headers: { cookie: person.cookie, ...(options.lastEventId ? { 'last-event-id': options.lastEventId } : {}) }, agent: false },
      (answer) => {
        let text = '';
        const watcher: Watcher = { status: answer.statusCode ?? 0, headers: answer.headers, heard: [], ended: false, leave: () => request.destroy() };
        answer.setEncoding('utf8');
        answer.on('data', (more: string) => {
          const blocks = (text + more).split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) {
            const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
            const event = field('event');
            if (event !== undefined) watcher.heard.push({ id: field('id'), event, data: JSON.parse(field('data') ?? '{}') as Heard['data'] });
          }
        });
        answer.on('close', () => (watcher.ended = true));
        answer.on('error', () => (watcher.ended = true));
        watchers.push(watcher);
        resolve(watcher);
      },
    );
    request.on('error', reject);
  });
}

beforeAll(async () => {
  house = await testApp({ identity: { streamsPerSignIn: 3 } });
  second = await testApp({ database: { url: house.url, drop: async () => undefined }, clock: house.clock, identity: { streamsPerSignIn: 3 } });
  for (const process of [house, second]) {
    await process.app.listen(0, '127.0.0.1');
    ports.set(process, (process.app.getHttpServer().address() as AddressInfo).port);
  }
  await until(() => house.get(Signals).hearing && second.get(Signals).hearing, 'signals');
});
afterEach(async () => {
  for (const watcher of watchers.splice(0)) watcher.leave();
  await until(() => [house, second].every((one) => one.get(StandingAccess).open === 0 && one.get(RosterWatchers).watched === 0), 'nothing left behind');
});
afterAll(async () => {
  await second.close();
  await house.close();
});

beforeEach(async () => {
  house.clock.set(new Date('2026-03-02T23:00:00Z'));
  clinic = await clinicWithPeople(house.database, 3);
  roster = await sessionWith(house.database, clinic, clinic.people.slice(0, 2), { startsAt: '2026-03-02T22:30:00Z', minutes: 180, capacity: 4 });
});

const mark = (person: Asker, at: number, version = 1, status = 'attended') =>
  person.ask('POST', `/clinics/${clinic.clinicId}/sessions/${roster.sessionId}/attendance`, { marks: [{ participationId: roster.participationIds[at], status, version }] });
const last = (watcher: Watcher): Heard | undefined => watcher.heard.at(-1);

describe('the stream of a roster', () => {
  it('tells everybody who watches it, on every process, in ids and versions; other rosters and clinics hear nothing', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const therapist = await personWith(house, clinic.clinicId, 'therapist');
    const other = await clinicWithPeople(house.database, 1);
    const elsewhere = await sessionWith(house.database, other, other.people, { startsAt: '2026-03-02T22:30:00Z', minutes: 60 });
    const stranger = await personWith(house, other.clinicId, 'director');
    const here = await watch(desk, roster.sessionId);
    const there = await watch(therapist, roster.sessionId, { at: second });
    const outside = await watch(stranger, elsewhere.sessionId, { clinicId: other.clinicId });
    expect(here.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' });
    await until(() => [here, there, outside].every((one) => one.heard.length === 1), 'where the rosters are');
    expect(last(here)?.data).toMatchObject({ sessionId: roster.sessionId, places: { [roster.participationIds[0] as string]: 1, [roster.participationIds[1] as string]: 1 } });
    expect(Object.keys(last(here)?.data ?? {}).sort()).toEqual(['places', 'session', 'sessionId']);

    expect((await mark(desk, 0)).statusCode).toBe(200);
    await until(() => here.heard.length === 2 && there.heard.length === 2, 'the mark');
    expect(last(there)).toMatchObject({ event: 'roster', data: { places: { [roster.participationIds[0] as string]: 2, [roster.participationIds[1] as string]: 1 } } });
    const walkIn = await therapist.ask('POST', `/clinics/${clinic.clinicId}/sessions/${roster.sessionId}/walk-ins`, { clientId: clinic.people[2]?.clientId }, {}, second);
    expect(walkIn.statusCode).toBe(201);
    await until(() => Object.keys(last(here)?.data.places ?? {}).length === 3, 'the walk-in');
    const before = last(here)?.data.session;
    await house.database.transaction(() => house.database.rows(`update scheduling.session set title = 'Renamed' where id = $1`, [roster.sessionId]));
    await runAsSystem('test', () => house.database.transaction(async () => house.get(Signals).sendSoon('roster', roster.sessionId)));
    await until(() => last(here)?.data.session !== before, 'the session’s own facts');
    expect(outside.heard.length).toBe(1);
    // The stream of another clinic's roster is not there, nor one of a session there is not.
    expect((await watch(stranger, roster.sessionId)).status).toBe(404);
    expect((await watch(desk, newId())).status).toBe(404);
  });

  it('tells its watchers of a change so large that its sessions are not named one by one', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const there = await watch(desk, roster.sessionId, { at: second });
    await until(() => there.heard.length === 1, 'where the roster is');
    const before = last(there)?.data.session;
    await runAsSystem('test', () =>
      house.database.transaction(async () => {
        await house.database.rows(`update scheduling.session set title = 'Renamed' where id = $1`, [roster.sessionId]);
        for (let at = 0; at < 5000; at++) house.get(Signals).sendSoon('roster', newId());
      }),
    );
    await until(() => last(there)?.data.session !== before, 'the session’s own facts');
  });

  it('says nothing twice: whoever comes back knowing the roster as it is hears of the next change only', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const first = await watch(desk, roster.sessionId);
    await until(() => first.heard.length === 1, 'where the roster is');
    const again = await watch(desk, roster.sessionId, { lastEventId: last(first)?.id as string });
    await mark(desk, 1);
    await until(() => again.heard.length === 1 && first.heard.length === 2, 'the mark');
    expect(last(again)).toEqual(last(first));
    first.leave();
    const missed = last(again)?.id as string;
    await mark(desk, 0);
    const back = await watch(desk, roster.sessionId, { lastEventId: missed });
    await until(() => back.heard.length === 1, 'what was missed');
    expect(last(back)?.data.places?.[roster.participationIds[0] as string]).toBe(2);
  });

  it('ends at sign-out, at the lock, and when the right is lost, on whichever process it is', async () => {
    const [leaver, locker, demoted] = [await personWith(house, clinic.clinicId, 'front_desk'), await personWith(house, clinic.clinicId, 'front_desk'), await personWith(house, clinic.clinicId, 'front_desk')];
    const [one, two, three] = [await watch(leaver, roster.sessionId, { at: second }), await watch(locker, roster.sessionId, { at: second }), await watch(demoted, roster.sessionId, { at: second })];
    await leaver.ask('POST', '/auth/logout');
    await until(() => one.ended, 'the end at sign-out');
    expect(last(one)).toMatchObject({ event: 'end', data: { reason: 'signed-out' } });
    await locker.ask('POST', '/auth/lock');
    await until(() => two.ended, 'the end at the lock');
    expect(last(two)?.data).toEqual({ reason: 'locked' });
    await runAsSystem('test', () =>
      house.database.transaction(async () => {
        await house.database.rows('delete from identity.membership where user_id = $1', [demoted.userId]);
        await house.get(AccessChanges).announce(demoted.userId);
      }),
    );
    await until(() => three.ended, 'the end with the right');
    expect(last(three)?.data).toEqual({ reason: 'not-allowed' });
    expect([second.get(StandingAccess).open, second.get(RosterWatchers).watched]).toEqual([0, 0]);
  });

  it('ends when nobody has used the sign-in for too long: an open stream is no sign of life', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const watcher = await watch(desk, roster.sessionId);
    house.clock.set(new Date('2026-03-02T23:14:00Z'));
    await house.get(StandingAccess).lookAgain(() => true);
    expect(watcher.ended).toBe(false);
    house.clock.set(new Date('2026-03-02T23:16:00Z'));
    await house.get(StandingAccess).lookAgain(() => true);
    await until(() => watcher.ended, 'the end');
    expect(last(watcher)?.data).toEqual({ reason: 'locked' });
  });

  it('is refused to a sign-in with too many open, and a browser that leaves makes room', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const open = [await watch(desk, roster.sessionId), await watch(desk, roster.sessionId), await watch(desk, roster.sessionId)];
    expect((await watch(desk, roster.sessionId)).status).toBe(429);
    open[0]?.leave();
    await until(() => house.get(StandingAccess).open === 2, 'room');
    expect((await watch(desk, roster.sessionId)).status).toBe(200);
  });

  it('tells what happened while the listening connection was gone', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const watcher = await watch(desk, roster.sessionId, { at: second });
    await until(() => watcher.heard.length === 1, 'where the roster is');
    const client = new pg.Client({ connectionString: house.url });
    await client.connect();
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stepwell-signals' and datname = current_database()`);
    await client.end();
    await until(() => !second.get(Signals).hearing, 'the lost connection');
    await mark(desk, 0);
    await until(() => watcher.heard.length >= 2, 'what happened meanwhile');
    expect(last(watcher)?.data.places?.[roster.participationIds[0] as string]).toBe(2);
  });

  it('ends when the server stops, and the server does not wait for it', async () => {
    const third = await testApp({ database: { url: house.url, drop: async () => undefined }, clock: house.clock });
    await third.app.listen(0, '127.0.0.1');
    ports.set(third, (third.app.getHttpServer().address() as AddressInfo).port);
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const watcher = await watch(desk, roster.sessionId, { at: third });
    await until(() => watcher.heard.length === 1, 'where the roster is');
    await third.close();
    await until(() => watcher.ended, 'the end');
    expect(last(watcher)?.data).toEqual({ reason: 'server-stops' });
  });
});
