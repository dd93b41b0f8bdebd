import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainEvents, newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { bookableClinic, written, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
let ben: Asker;

beforeAll(async () => {
  house = await testApp(); // Monday, 2 March 2026
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 4);
  director = await personWith(house, clinic.clinicId, 'director');
  ben = await personWith(house, clinic.clinicId, 'therapist');
  // Ada is out; Ben has an account, the third has none.
  await written(house.database, 'update team.staff set user_id = $2 where id = $1', [clinic.therapists[1], ben.userId]);
});

interface Message { id: string; rule: string; text: string; state: string; heldReason: string | null; outcome: string | null; outcomeByName: string | null; tries: number; dueOn: string; version: number; session: { id: string; title: string; roomName: string | null; staff: string[]; cancelled: boolean }; staff: { id: string; name: string } | null; client: { id: string; phone: string | null } | null }
interface Page { items: Message[]; nextCursor: string | null }
const post = (path: string, body: object, who = director) => who.ask('POST', `/clinics/${clinic.clinicId}${path}`, body);
const messages = async (query = '', who = director) => ((await who.ask('GET', `/clinics/${clinic.clinicId}/messages${query}`)).json() as Page).items;
const call = (message: Message, outcome: string | null, who = director, version = message.version) => who.ask('PUT', `/clinics/${clinic.clinicId}/messages/${message.id}/call`, { outcome, version });
const book = async (day: string, clients: number[], extra: object = {}) => {
  const group = clients.length > 1;
  const answer = await post('/sessions', {
    serviceId: group ? clinic.groupServiceId : clinic.individualServiceId, ...(group ? { programId: clinic.programId } : {}), startsAt: `${day}T15:00:00Z`, staffIds: [clinic.therapists[0]],
    clientIds: clients.map((n) => clinic.people[n]!.clientId), roomId: clinic.rooms.small, ...extra,
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return answer.json() as { id: string; version: number };
};
const absence = async (out: { staffId?: string; roomId?: string }, choice: (sessionId: string) => object) => {
  const range = { from: '2026-03-03' as ClinicDay, to: '2026-03-06' as ClinicDay };
  const { sessions } = (await post('/absences/preview', { ...out, ...range })).json() as { sessions: { id: string; version: number }[] };
  const approved = await post('/absences', { ...out, ...range, reason: 'Ill', record: false, choices: sessions.map((one) => ({ sessionId: one.id, version: one.version, ...choice(one.id) })) });
  expect([approved.statusCode, approved.json()]).toEqual([200, expect.anything()]);
};
const move = async (id: string, change: object) => {
  const { version } = (await director.ask('GET', `/clinics/${clinic.clinicId}/sessions/${id}`)).json() as { version: number };
  expect((await post(`/sessions/${id}/move`, { version, ...change })).statusCode).toBe(200);
};
const ada = () => ({ staffId: clinic.therapists[0] });
const told = (list: Message[]) => list.map((one) => [one.session.id, one.rule, one.staff?.id ?? one.client?.id, one.state, one.heldReason]).sort();
const person = (n: number) => clinic.people[n]!.clientId;
const rows = (where = 'true') => house.database.rows<{ state: string; rule: string }>(`select state, rule from reminders.message where clinic_id = $1 and ${where} order by session_version, rule, state`, [clinic.clinicId]);

describe('an approved absence', () => {
  it('tells the substitute, whoever else leads, and every client, of each session that changed; not whoever is out', async () => {
    const alone = await book('2026-03-03', [0]);
    const group = await book('2026-03-04', [1, 2], { staffIds: [clinic.therapists[0], clinic.therapists[2]] });
    const gone = await book('2026-03-05', [3]);
    const kept = await book('2026-03-06', [0]);
    await absence(ada(), (id) => (id === alone.id ? { action: 'substitute', staffId: clinic.therapists[1] } : { action: id === group.id ? 'without' : id === gone.id ? 'cancel' : 'keep' }));
    const open = await messages();
    expect(told(open)).toEqual([
      [alone.id, 'you_lead', clinic.therapists[1], 'due', null],
      [alone.id, 'led_by_another', person(0), 'held_back', 'no_consent'],
      [group.id, 'led_by_another', clinic.therapists[2], 'held_back', 'no_account'],
      [group.id, 'led_by_another', person(1), 'held_back', 'no_consent'],
      [group.id, 'led_by_another', person(2), 'held_back', 'no_consent'],
      [gone.id, 'cancelled', person(3), 'held_back', 'no_consent'],
    ].sort());
    expect(open.some((one) => one.session.id === kept.id)).toBe(false);
    // By the day before, and never before it was made.
    expect(open.map((one) => [one.session.id, one.dueOn]).sort()[0]?.[1]).toMatch(/^2026-03-0[2-4]$/);
    expect(open.find((one) => one.rule === 'you_lead')).toMatchObject({ text: 'You lead this session now.', dueOn: '2026-03-02', session: { title: expect.any(String), roomName: 'Small room', staff: ['Therapist Number 1'], cancelled: false } });
    expect(await house.database.rows(`select changes from platform.audit_entry where clinic_id = $1 and action = 'reminders.messages-made' and subject_id = $2`, [clinic.clinicId, group.id])).toEqual([{ changes: { rules: ['led_by_another'], staff: 1, clients: 2, superseded: 0 } }]);
  });

  it('is to be told by the last day before on which the clinic is open', async () => {
    await written(house.database, `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, n, '08:00', '20:00' from unnest('{1,2,3,5}'::int[]) n`, [clinic.clinicId]);
    await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, '2026-03-04', 'Staff day')`, [clinic.clinicId]);
    await book('2026-03-03', [0]);
    await book('2026-03-06', [1]);
    await absence(ada(), () => ({ action: 'cancel' }));
    expect((await messages()).map((one) => one.dueOn).sort()).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('of a room tells everybody where to go', async () => {
    const { id } = await book('2026-03-03', [0], { staffIds: [clinic.therapists[1]] });
    await absence({ roomId: clinic.rooms.small }, () => ({ action: 'room', roomId: clinic.rooms.large }));
    expect(told(await messages())).toEqual([[id, 'another_room', clinic.therapists[1], 'due', null], [id, 'another_room', person(0), 'held_back', 'no_consent']].sort());
    expect((await messages(`?sessionId=${id}&list=to_call`)).map((one) => one.session.roomName)).toEqual(['Large room']);
    expect(await messages(`?sessionId=${newId()}`)).toEqual([]);
  });

  it('delivered twice tells nobody twice, also when it comes late', async () => {
    const { id } = await book('2026-03-03', [0]);
    await absence(ada(), () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    const [{ payload }] = (await house.database.rows<{ payload: object }>(`select payload from platform.outbox where clinic_id = $1 and name = 'scheduling.absence-approved'`, [clinic.clinicId])) as [{ payload: object }];
    const again = () => runAsSystem('test', () => house.database.transaction(() => house.get(DomainEvents).publish({ name: 'scheduling.absence-approved', clinicId: clinic.clinicId, payload })));
    await again();
    expect(await rows()).toHaveLength(2);
    await post(`/sessions/${id}/cancel`, { reason: 'Snow' });
    const before = await rows();
    await again();
    expect(await rows()).toEqual(before);
  });
});

describe('a session that is changed again', () => {
  it('lets die what was not told, and tells anew how it stands; what changes nothing for anybody is no news', async () => {
    const { id } = await book('2026-03-03', [0, 1]);
    await absence(ada(), () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    const first = await messages();
    expect((await call(first.find((one) => one.client?.id === person(0))!, 'reached')).statusCode).toBe(200);
    const { version } = (await director.ask('GET', `/clinics/${clinic.clinicId}/sessions/${id}`)).json() as { version: number };
    expect((await director.ask('PATCH', `/clinics/${clinic.clinicId}/sessions/${id}`, { version, note: 'Bring the worksheets' })).statusCode).toBe(200);
    expect(await rows()).toHaveLength(3);
    await move(id, { startsAt: '2026-03-03T17:00:00Z' });
    expect(await rows()).toEqual([
      { state: 'superseded', rule: 'led_by_another' }, { state: 'told', rule: 'led_by_another' }, { state: 'superseded', rule: 'you_lead' },
      { state: 'held_back', rule: 'changed' }, { state: 'held_back', rule: 'changed' }, { state: 'due', rule: 'you_lead' },
    ]);
    // A call about what is no longer so is not written down.
    const stale = await call(first.find((one) => one.client?.id === person(1))!, 'reached');
    expect([stale.statusCode, problemOf(stale)]).toEqual([409, 'message-superseded']);
    await post(`/sessions/${id}/cancel`, { reason: 'Snow' });
    expect((await messages()).map((one) => [one.rule, one.state]).sort()).toEqual([['cancelled', 'due'], ['cancelled', 'held_back'], ['cancelled', 'held_back']]);
  });

  it('tells a substitute who had seen it that they do not lead it any more, and one who had not nothing', async () => {
    const { id } = await book('2026-03-03', [0]);
    await absence(ada(), () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    const mine = async () => ((await ben.ask('GET', `/clinics/${clinic.clinicId}/messages/mine`)).json() as Page).items;
    const [seen] = await mine();
    expect((await ben.ask('POST', `/clinics/${clinic.clinicId}/messages/${seen?.id}/read`)).statusCode).toBe(204);
    expect(await mine()).toEqual([]);
    await move(id, { staffIds: [clinic.therapists[2]] });
    expect((await mine()).map((one) => [one.rule, one.text])).toEqual([['not_yours', 'You do not lead this session any more.']]);
    // Back to him before he looked: he is told that it changed, and not that he was off it.
    await move(id, { staffIds: [clinic.therapists[1]] });
    expect((await mine()).map((one) => one.rule)).toEqual(['changed']);
    // Back to him after he saw that he was off it: he leads it again, also when it moves before he looks.
    await move(id, { staffIds: [clinic.therapists[2]] });
    const [off] = await mine();
    expect((await ben.ask('POST', `/clinics/${clinic.clinicId}/messages/${off?.id}/read`)).statusCode).toBe(204);
    await move(id, { staffIds: [clinic.therapists[1]] });
    await move(id, { startsAt: '2026-03-03T18:00:00Z' });
    expect((await mine()).map((one) => [one.rule, one.text])).toEqual([['you_lead', 'You lead this session now.']]);
  });

  it('is nobody’s to be called about who is not booked in it any more', async () => {
    const { id } = await book('2026-03-03', [0, 1]);
    await absence(ada(), () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    expect((await director.ask('DELETE', `/clinics/${clinic.clinicId}/sessions/${id}/participants/${person(1)}`)).statusCode).toBe(204);
    expect((await messages('?list=to_call')).map((one) => one.client?.id)).toEqual([person(0)]);
    expect(await messages('?list=superseded')).toMatchObject([{ client: { id: person(1) } }]);
  });
});

describe('a call', () => {
  const one = async () => {
    await book('2026-03-03', [0]);
    await absence(ada(), () => ({ action: 'cancel' }));
    return (await messages('?list=to_call'))[0] as Message;
  };

  it('is written down with who and when; not reached is tried again; and it can be taken back', async () => {
    const message = await one();
    const tried = (await call(message, 'not_reached')).json() as Message;
    expect(tried).toMatchObject({ state: 'held_back', outcome: 'not_reached', tries: 1, version: 2 });
    const left = (await call(tried, 'left_word')).json() as Message & { outcomeAt: string };
    expect(left).toMatchObject({ state: 'told', outcome: 'left_word', tries: 2, outcomeAt: house.clock.now().toISOString(), outcomeByName: expect.stringMatching(/./) });
    expect(await messages()).toEqual([]);
    expect(await messages('?list=told')).toHaveLength(1);
    expect((await call(left, null)).json()).toMatchObject({ state: 'held_back', outcome: null, outcomeByName: null, tries: 1 });
    expect(await house.database.rows(`select action, changes->'outcome' as outcome, client_id is not null as about from platform.audit_entry where clinic_id = $1 and subject_id = $2 order by id`, [clinic.clinicId, message.id])).toEqual([
      { action: 'reminders.call-recorded', outcome: [null, 'not_reached'], about: true }, { action: 'reminders.call-recorded', outcome: ['not_reached', 'left_word'], about: true }, { action: 'reminders.call-taken-back', outcome: ['left_word', null], about: true },
    ]);
  });

  it('is written down by one of two who called at once, and by those who may', async () => {
    const message = await one();
    const answers = await Promise.all([call(message, 'reached'), call(message, 'left_word'), call(message, 'reached')]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409]);
    const auditor = await personWith(house, clinic.clinicId, 'auditor');
    expect((await call(message, 'reached', auditor)).statusCode).toBe(403);
    expect((await messages('?list=told', auditor)).length).toBe(1);
    const other = await bookableClinic(house.database, 1);
    const stranger = await personWith(house, other.clinicId, 'director');
    expect((await stranger.ask('PUT', `/clinics/${other.clinicId}/messages/${message.id}/call`, { outcome: 'reached', version: 1 })).statusCode).toBe(404);
    expect((await ben.ask('POST', `/clinics/${clinic.clinicId}/messages/${message.id}/read`)).statusCode).toBe(404);
  });

  it('is not about what its reader finds in the app', async () => {
    await book('2026-03-03', [0]);
    await absence(ada(), () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    const notice = (await messages()).find((each) => each.state === 'due') as Message;
    expect(problemOf(await call(notice, 'reached'))).toBe('not-held-back');
  });
});

describe('the lists', () => {
  it('go on page by page, the latest first, each message once', async () => {
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-05']) await book(day, [0, 1, 2]);
    await absence(ada(), () => ({ action: 'cancel' }));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = (await director.ask('GET', `/clinics/${clinic.clinicId}/messages?limit=4${cursor && `&cursor=${cursor}`}`)).json();
      seen.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([9, 9]);
  });

  it('of work have a call for each session, the case manager’s or nobody’s, until they are made', async () => {
    await written(house.database, `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values (gen_random_uuid(), $1, $2, $3, 'case_manager', false, '2026-01-05')`, [clinic.clinicId, clinic.people[0]!.episodeId, clinic.therapists[1]]);
    const { id } = await book('2026-03-05', [0, 1, 2]);
    await absence(ada(), () => ({ action: 'cancel' }));
    const work = async (who: Asker, query = '') => ((await who.ask('GET', `/clinics/${clinic.clinicId}/work-list?kind=call${query}`)).json() as { items: { title: string; about: string; dueOn: string; sessionId: string; owners: { name: string }[] }[] }).items;
    expect(await work(ben)).toMatchObject([{ title: 'Call 1 person about Process group', about: 'Thu, Mar 5: does not take place', dueOn: '2026-03-04', sessionId: id, owners: [{ name: 'Therapist Number 1' }] }]);
    expect(await work(ben, '&whose=unowned')).toMatchObject([{ title: 'Call 2 people about Process group', owners: [] }]);
    expect(await work(director, '&whose=everyone')).toHaveLength(2);
    expect(await work(director, '&whose=everyone&limit=1')).toHaveLength(1);
    for (const one of await messages('?list=to_call')) if (one.client?.id !== person(2)) await call(one, 'reached');
    expect(await work(ben)).toEqual([]);
    expect(await work(ben, '&whose=unowned')).toMatchObject([{ title: 'Call 1 person about Process group' }]);
    // Once it has begun there is nothing to call about.
    const now = house.clock.now();
    house.clock.set(new Date('2026-03-05T15:00:00Z'));
    expect(await work(await personWith(house, clinic.clinicId, 'director'), '&whose=everyone')).toEqual([]);
    house.clock.set(now);
  });
});
