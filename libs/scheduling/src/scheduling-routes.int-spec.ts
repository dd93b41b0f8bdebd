import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { bookableClinic, written, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
beforeAll(async () => {
  house = await testApp();
  clinic = await bookableClinic(house.database, 5);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
});
afterAll(() => house.close());

const get = async <T>(path: string): Promise<T> => (await desk.ask('GET', `/clinics/${clinic.clinicId}${path}`)).json() as T;
const post = (path: string, body: object) => desk.ask('POST', `/clinics/${clinic.clinicId}${path}`, body);
interface Listed {
  id: string;
  title: string;
  startsAt: string;
  staff: { name: string }[];
  roomName: string | null;
  seatsTaken: number;
  status: string;
  version: number;
  clients?: object[];
}

describe('what can be asked of the schedule', () => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (const [n, minutes] of [0, 60, 120, 180, 240].entries()) {
      const answer = await post('/sessions', {
        serviceId: clinic.individualServiceId, startsAt: new Date(Date.parse('2026-03-03T14:00:00Z') + minutes * 60_000).toISOString(), staffIds: [clinic.therapists[n % 2]], roomId: clinic.rooms.small, clientIds: [clinic.people[n]!.clientId],
      });
      expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
      ids.push((answer.json() as { id: string }).id);
    }
  });

  it('a day in order, in pages, without a client’s name', async () => {
    const seen: Listed[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Listed[]; nextCursor: string | null } = await get(`/sessions?day=2026-03-03&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen.map((one) => one.id)).toEqual(ids);
    expect(seen[0]).toMatchObject({ title: 'Individual therapy', roomName: 'Small room', seatsTaken: 1, staff: [{ name: 'Therapist Number 0' }] });
    expect(JSON.stringify(seen)).not.toContain('Person');
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/sessions?day=2026-03-03&cursor=x`)).statusCode).toBe(400);
    expect(await get('/sessions?day=2026-03-04')).toEqual({ items: [], nextCursor: null });
  });

  it('the sessions of a day by words of what they are called, their room and who leads them, however they are typed', async () => {
    const named = async (search: string, more = ''): Promise<string[]> => ((await get(`/sessions?day=2026-03-03&search=${encodeURIComponent(search)}${more}`)) as { items: Listed[] }).items.map((one) => one.id);
    const all = ((await get('/sessions?day=2026-03-03')) as { items: (Listed & { title: string; roomName: string | null; staff: { name: string }[] })[] }).items;
    const fitting = (fits: (one: (typeof all)[number]) => boolean): string[] => all.filter(fits).map((one) => one.id);
    expect(await named('THÉR sma')).toEqual(fitting((one) => one.roomName === 'Small room'));
    expect(await named('number 0')).toEqual(fitting((one) => one.staff.some(({ name }) => name.endsWith('Number 0'))));
    expect(await named('number 0', '&limit=1')).toHaveLength(1);
    for (const nothing of ['herapy', '%', '_', 'person']) expect(await named(nothing)).toEqual([]);
    expect(await named('therapy', '&status=cancelled')).toEqual([]);
  });

  it('one session with its people by name', async () => {
    expect(await get(`/sessions/${ids[0]}`)).toMatchObject({
      id: ids[0], programName: 'Adult evening', startsAt: '2026-03-03T14:00:00.000Z', breaks: [], seriesWords: null,
      places: [{ client: { givenName: 'Number 0', familyName: 'Person' }, status: 'booked', walkIn: false }],
    });
  });

  it('the calendar of a clinician, a room, a client, and of everybody, with closed days and time off', async () => {
    await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, '2026-03-06', 'Holiday')`, [clinic.clinicId]);
    await written(house.database, `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, '2026-03-05T14:00Z', '2026-03-05T22:00Z', 'Dentist')`, [clinic.clinicId, clinic.therapists[0]]);
    await written(house.database, `insert into clinics.room_outage (id, clinic_id, room_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, '2026-03-04T14:00Z', '2026-03-04T22:00Z', 'Painters'), (gen_random_uuid(), $1, $2, '2026-03-20T14:00Z', '2026-03-20T22:00Z', 'Painters')`, [clinic.clinicId, clinic.rooms.large]);
    const week = (filter = '') => get<{ sessions: (Listed & { laneClientIds: string[] })[]; truncated: boolean; timeOff: object[]; roomOutages: object[]; closures: object[]; clients: { givenName: string }[]; availability: object[] }>(`/calendar?from=2026-03-02&to=2026-03-08${filter}`);
    const all = await week();
    expect(all.sessions.map((one) => one.id)).toEqual(ids);
    expect(all).toMatchObject({ truncated: false, closures: [{ day: '2026-03-06', reason: 'Holiday' }], timeOff: [{ staffId: clinic.therapists[0] }] });
    expect(all.roomOutages).toEqual([{ roomId: clinic.rooms.large, startsAt: expect.stringMatching(/^2026-03-04T/), endsAt: expect.any(String) }]);
    expect(all.sessions[0]?.clients).toEqual([{ id: clinic.people[0]!.clientId, givenName: 'Number 0', familyName: 'Person', preferredName: null }]);
    expect((await week(`&staffIds=${clinic.therapists[1]}`)).sessions.map((one) => one.id)).toEqual([ids[1], ids[3]]);
    expect((await week(`&staffIds=${clinic.therapists[1]}&staffIds=${clinic.therapists[0]}`)).sessions.map((one) => one.id)).toEqual(ids);
    expect((await week(`&roomIds=${clinic.rooms.small}`)).sessions).toHaveLength(5);
    expect((await week(`&roomIds=${clinic.rooms.large}`)).sessions).toHaveLength(0);
    const ofClients = await week(`&clientIds=${clinic.people[2]!.clientId}&clientIds=${clinic.people[1]!.clientId}`);
    expect(ofClients.sessions.map((one) => [one.id, one.laneClientIds])).toEqual([[ids[1], [clinic.people[1]!.clientId]], [ids[2], [clinic.people[2]!.clientId]]]);
    expect(ofClients.clients.map((one) => one.givenName)).toEqual(['Number 1', 'Number 2']);
    await written(house.database, `insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from) values (gen_random_uuid(), $1, $2, 2, '09:00', '17:00', '2026-01-01')`, [clinic.clinicId, clinic.therapists[2]]);
    const works = { staffId: clinic.therapists[2], weekday: 2, starts: '09:00', ends: '17:00', from: '2026-01-01', to: null };
    expect((await week()).availability).toEqual([]);
    expect((await week(`&staffIds=${clinic.therapists[2]}`)).availability).toEqual([works]);
    expect((await get<{ availability: object[] }>('/calendar?from=2026-03-03&to=2026-03-03')).availability).toEqual([works]);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/calendar?from=2026-03-02&to=2026-03-08&staffIds=nobody`)).statusCode).toBe(400);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/calendar?from=2026-03-02&to=2026-06-02`)).statusCode).toBe(400);
  });

  it('what a client is booked in, from today on', async () => {
    const page = await get<{ items: (Listed & { attendance: string })[] }>(`/clients/${clinic.people[1]!.clientId}/sessions`);
    expect(page.items).toMatchObject([{ id: ids[1], attendance: 'booked' }]);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/clients/${ids[0]}/sessions`)).statusCode).toBe(404);
  });

  it('moving, cancelling and restoring through the API, with the versions they hand on', async () => {
    const moved = await post(`/sessions/${ids[4]}/move`, { version: 1, startsAt: '2026-03-03T20:00:00Z' });
    expect([moved.statusCode, moved.json()]).toMatchObject([200, { endsAt: '2026-03-03T21:00:00.000Z', version: 2 }]);
    expect((await post(`/sessions/${ids[4]}/cancel`, { reason: 'Snow', version: 2 })).json()).toEqual({ version: 3 });
    expect((await get<{ sessions: Listed[] }>('/calendar?from=2026-03-03&to=2026-03-03')).sessions).toHaveLength(4);
    expect((await get<{ sessions: Listed[] }>('/calendar?from=2026-03-03&to=2026-03-03&cancelled=true')).sessions).toHaveLength(5);
    expect(problemOf(await post(`/sessions/${ids[4]}/move`, { version: 3, startsAt: '2026-03-03T20:00:00Z' }))).toBe('session-cancelled');
    expect((await post(`/sessions/${ids[4]}/restore`, { version: 3 })).json()).toEqual({ version: 4 });
    expect((await desk.ask('PATCH', `/clinics/${clinic.clinicId}/sessions/${ids[4]}`, { version: 4, title: 'Intake', note: null })).json()).toEqual({ version: 5 });
  });
});

describe('who may ask', () => {
  it('nobody of another clinic, and each only what their role allows', async () => {
    const other = await bookableClinic(house.database, 1);
    const stranger = await personWith(house, other.clinicId, 'director');
    const day = await desk.ask('GET', `/clinics/${clinic.clinicId}/sessions?day=2026-03-03`);
    const [{ id }] = (day.json() as { items: Listed[] }).items as [Listed];
    for (const [method, path] of [['GET', `/sessions/${id}`], ['PATCH', `/sessions/${id}`], ['POST', `/sessions/${id}/cancel`], ['POST', `/sessions/${id}/move`], ['POST', `/sessions/${id}/participants`]] as const) {
      const body = method === 'GET' ? undefined : path.endsWith('participants') ? { clientIds: [other.people[0]!.clientId] } : path.endsWith('cancel') ? { reason: 'x' } : { version: 1 };
      expect([path, (await stranger.ask(method, `/clinics/${other.clinicId}${path}`, body)).statusCode]).toEqual([path, 404]);
      expect([path, (await stranger.ask(method, `/clinics/${clinic.clinicId}${path}`, body)).statusCode]).toEqual([path, 404]);
    }
    const auditor = await personWith(house, clinic.clinicId, 'auditor');
    expect((await auditor.ask('GET', `/clinics/${clinic.clinicId}/sessions`)).statusCode).toBe(200);
    expect((await auditor.ask('POST', `/clinics/${clinic.clinicId}/sessions/${id}/cancel`, { reason: 'x' })).statusCode).toBe(403);
    expect((await desk.ask('POST', `/clinics/${clinic.clinicId}/groups`, { name: 'x', serviceId: clinic.groupServiceId, staffIds: [clinic.therapists[0]] })).statusCode).toBe(403);
  });
});

describe('the statements of the schedule, with 40,000 sessions and 120,000 places', () => {
  it('read by index only', async () => {
    const big = await bookableClinic(house.database, 400);
    const plain = new pg.Client({ connectionString: house.url });
    await plain.connect();
    await plain.query(`
      insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
      select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'group', 'Group', $2, t, t + interval '50 minutes', (t at time zone 'America/New_York')::date, 12, true
      from generate_series(1, 40000) n, lateral (select timestamptz '2025-06-02 13:00Z' + (n / 100) * interval '1 day' + (n % 8) * interval '1 hour' as t) at`, [big.clinicId, big.groupServiceId]);
    await plain.query(`
      insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
      select gen_random_uuid(), $1, s.id, p.client, p.episode, s.starts_at, s.ends_at, true
      from (select *, row_number() over (partition by starts_at order by id) as k from scheduling.session where clinic_id = $1) s
      cross join generate_series(0, 2) g join (select *, row_number() over () - 1 as n from unnest($2::uuid[], $3::uuid[]) as x(client, episode)) p on p.n = (s.k * 3 + g) % 400`,
      [big.clinicId, big.people.map((one) => one.clientId), big.people.map((one) => one.episodeId)]);
    await plain.query(`insert into team.staff (id, clinic_id, given_name, discipline) select gen_random_uuid(), $1, 'Staff', 'therapist' from generate_series(1, 40)`, [big.clinicId]);
    await plain.query(`
      insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live)
      select s.id, w.id, $1, s.starts_at, s.ends_at, true
      from (select *, row_number() over (partition by starts_at order by id) as k from scheduling.session where clinic_id = $1) s
      join (select id, row_number() over (order by id = $2 desc) as n from team.staff where clinic_id = $1 and id <> all ($3::uuid[])) w on w.n = s.k`, [big.clinicId, big.therapists[0], big.therapists.slice(1)]);
    await plain.query('analyze scheduling.session, scheduling.participation, scheduling.session_staff');
    await plain.end();
    const director = await personWith(house, big.clinicId, 'director');
    const asked: { sql: string; params: readonly unknown[] }[] = [];
    const rows = house.database.rows.bind(house.database);
    house.database.rows = <R>(sql: string, params: readonly unknown[] = []) => {
      if (/^\s*(with|select|insert|update|delete)/i.test(sql) && /scheduling\./.test(sql)) asked.push({ sql, params });
      return rows<R>(sql, params);
    };
    try {
      const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
        const answer = await director.ask(method, `/clinics/${big.clinicId}${path}`, body);
        expect([path, answer.statusCode < 300 || answer.statusCode === 409, answer.body]).toEqual([path, true, answer.body]);
        return answer.json();
      };
      await ask('GET', '/sessions?day=2026-03-03');
      await ask('GET', '/calendar?from=2026-03-02&to=2026-03-08');
      await ask('GET', `/calendar?from=2026-03-02&to=2026-03-08&staffIds=${big.therapists[0]}`);
      await ask('GET', `/calendar?from=2026-03-02&to=2026-03-08&clientIds=${big.people[0]!.clientId}`);
      await ask('GET', `/clients/${big.people[0]!.clientId}/sessions`);
      const booking = { serviceId: big.individualServiceId, startsAt: '2026-05-05T02:00:00Z', staffIds: [big.therapists[1]], roomId: big.rooms.small, clientIds: [big.people[0]!.clientId] };
      const { id } = (await ask('POST', '/sessions', booking)) as { id: string };
      await ask('POST', '/sessions', booking);
      await ask('GET', `/sessions/${id}`);
      await ask('POST', `/sessions/${id}/move`, { version: 1, startsAt: '2026-05-05T03:00:00Z' });
      await ask('POST', `/sessions/${id}/cancel`, { reason: 'x' });
      const group = (await ask('POST', '/groups', { name: 'G', serviceId: big.groupServiceId, programId: big.programId, staffIds: [big.therapists[1]], series: { rule: 'FREQ=WEEKLY;COUNT=8', startDay: '2026-05-07', startTime: '03:00' } })) as { id: string };
      await ask('POST', `/groups/${group.id}/members`, { episodeId: big.people[0]!.episodeId, joinedOn: '2026-05-01' });
      await ask('GET', `/groups/${group.id}`);
      await ask('GET', '/groups');
      const series = (await ask('POST', '/series', { ...booking, startsAt: undefined, rule: 'FREQ=WEEKLY;COUNT=8', startDay: '2026-05-08', startTime: '03:00' })) as { id: string; sessions: { id: string }[] };
      await ask('GET', `/series/${series.id}`);
      await ask('GET', `/series/${series.id}/sessions`);
      await ask('POST', `/series/${series.id}/edit`, { version: 1, scope: 'following', sessionId: series.sessions[3]!.id, startTime: '04:00', staffIds: [big.therapists[2]] });
      await ask('POST', `/series/${series.id}/cancel`, { version: 2, scope: 'all', reason: 'x' });
      await ask('POST', `/series/${series.id}/restore`, { version: 3 });
      await ask('POST', '/free-times', { serviceId: big.individualServiceId, staffIds: [big.therapists[0]], clientIds: [big.people[0]!.clientId], where: 'any' });
    } finally {
      house.database.rows = rows;
    }
    expect(asked.length).toBeGreaterThan(20);
    const scans: string[] = [];
    await house.database.transaction(async () => {
      for (const { sql, params } of asked) {
        const [plan] = await rows<{ 'QUERY PLAN': object }>(`explain (format json) ${sql}`, params);
        for (const [, table] of JSON.stringify(plan).matchAll(/"Node Type":"Seq Scan",[^{}]*?"Relation Name":"(session|participation|session_staff)"/g)) scans.push(`${table}: ${sql.trim().slice(0, 400)}`);
      }
    });
    expect(scans).toEqual([]);
  }, 600_000);
});
