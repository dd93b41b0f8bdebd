import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AcceptOffer, AddParticipants, ChangeMembership, CreateGroup, EnrolInGroup, JoinWaitlist } from '#scheduling';
import { clinicDay, wallTime, type DomainError } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { ExpireOffers } from './expire-offers.service.js';

let house: TestApp;
let clinic: BookableClinic;
const MONDAY = '2026-03-02T14:00:00Z';
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set(new Date(MONDAY));
  clinic = await bookableClinic(house.database, 40);
});

const person = (n: number) => clinic.people[n]!;
const desk = <T>(work: () => Promise<T>) => atTheDesk(work);
const codes = (outcomes: PromiseSettledResult<unknown>[]) => outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as DomainError).code] : []));
const won = (outcomes: PromiseSettledResult<unknown>[]) => outcomes.filter((one) => one.status === 'fulfilled').length;

/** A group that is full, with some who wait. */
async function fullGroup(capacity: number, waiting: readonly number[]): Promise<{ id: string; members: string[]; entries: string[] }> {
  const { id } = await desk(() => house.get(CreateGroup).run(clinic.clinicId, {
    name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]], capacity, minimum: 1,
    series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: clinicDay('2026-03-04'), startTime: wallTime('17:30') },
  }));
  const members: string[] = [];
  for (let n = 0; n < capacity; n++) members.push((await desk(() => house.get(EnrolInGroup).run(clinic.clinicId, id, { episodeId: person(n).episodeId, joinedOn: clinicDay('2026-03-02') }))).memberId);
  const entries: string[] = [];
  for (const n of waiting) entries.push(await desk(() => house.get(JoinWaitlist).run(clinic.clinicId, id, { episodeId: person(n).episodeId })));
  return { id, members, entries };
}
const leave = (id: string, memberId: string) => desk(() => house.get(ChangeMembership).run(clinic.clinicId, id, memberId, { version: 1, leftOn: clinicDay('2026-03-03') }));
const accept = (id: string, entryId: string) => desk(() => house.get(AcceptOffer).run(clinic.clinicId, id, entryId, {}));
/** Nobody sits twice, nobody is left over: taken, held and people agree with each other and with the seats. */
async function soundSeats(id: string, capacity: number): Promise<void> {
  const rows = await house.database.rows<{ taken: number; held: number; places: number; holds: number }>(
    `select s.seats_taken as taken, s.seats_held as held, (select count(*)::int from scheduling.participation p where p.session_id = s.id and p.holds_seat) as places,
       (select count(*)::int from scheduling.seat_hold h where h.session_id = s.id) as holds from scheduling.session s where s.group_id = $1`, [id]);
  for (const row of rows) expect([row.taken === row.places, row.held === row.holds, row.taken + row.held <= capacity]).toEqual([true, true, true]);
}

describe('the last seat, offered', () => {
  it('thirty accept it at once: one joins, 29 are told that it is settled', async () => {
    const { id, members, entries } = await fullGroup(1, [2, 3]);
    await leave(id, members[0]!);
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => accept(id, entries[0]!)));
    expect([won(outcomes), codes(outcomes)]).toEqual([1, Array.from({ length: 29 }, () => 'offer-settled')]);
    expect(await house.database.rows(`select count(*)::int as n from scheduling.group_member where group_id = $1 and left_on is null`, [id])).toEqual([{ n: 1 }]);
    await soundSeats(id, 1);
  });

  it('against enrolments and walk-ins of others: it is taken by whom it was offered to, the others hear that no seat is left', async () => {
    const { id, members, entries } = await fullGroup(2, [3]);
    await leave(id, members[0]!);
    const sessions = await house.database.rows<{ id: string }>('select id from scheduling.session where group_id = $1 order by starts_at', [id]);
    const [mine, ...others] = await Promise.allSettled<unknown>([
      accept(id, entries[0]!),
      ...Array.from({ length: 8 }, (_, n) => desk(() => house.get(EnrolInGroup).run(clinic.clinicId, id, { episodeId: person(n + 10).episodeId, joinedOn: clinicDay('2026-03-04') }))),
      ...Array.from({ length: 8 }, (_, n) => desk(() => house.get(AddParticipants).run(clinic.clinicId, sessions[n % sessions.length]!.id, { clientIds: [person(n + 20).clientId], walkIn: true }))),
    ]);
    expect(mine?.status).toBe('fulfilled');
    expect(won(others)).toBe(0);
    for (const code of codes(others)) expect(['group-full', 'session-full', 'seat-offered']).toContain(code);
    await soundSeats(id, 2);
  });

  it('freed and wanted in the same moment: whoever waits has it, or whoever enrolled before it was free for them; never two', async () => {
    const { id, members } = await fullGroup(2, [3]);
    const outcomes = await Promise.allSettled<unknown>([
      leave(id, members[0]!),
      ...Array.from({ length: 10 }, (_, n) => desk(() => house.get(EnrolInGroup).run(clinic.clinicId, id, { episodeId: person(n + 10).episodeId, joinedOn: clinicDay('2026-03-04') }))),
    ]);
    expect(outcomes[0]?.status).toBe('fulfilled');
    expect(won(outcomes.slice(1))).toBe(0);
    for (const code of codes(outcomes)) expect(['group-full', 'seat-offered']).toContain(code);
    expect(await house.database.rows('select state from scheduling.waitlist_entry where group_id = $1', [id])).toEqual([{ state: 'offered' }]);
    await soundSeats(id, 2);
  });

  it('held by the database when somebody writes past every use case', async () => {
    const { id, members } = await fullGroup(2, [3]);
    await leave(id, members[0]!);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, n) =>
      written(house.database, `insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live)
        select gen_random_uuid(), clinic_id, id, $2, starts_at, ends_at, live from scheduling.session where group_id = $1 order by starts_at limit 1`, [id, person(n + 10).clientId])));
    expect([won(outcomes), codes(outcomes)]).toEqual([0, Array.from({ length: 10 }, () => 'session-full')]);
    const past = await Promise.allSettled(Array.from({ length: 10 }, (_, n) =>
      written(house.database, `insert into scheduling.group_member (id, clinic_id, group_id, episode_id, client_id, joined_on) values (gen_random_uuid(), $1, $2, $3, $4, '2026-03-04')`, [clinic.clinicId, id, person(n + 10).episodeId, person(n + 10).clientId])));
    expect([won(past), codes(past)]).toEqual([0, Array.from({ length: 10 }, () => 'seat-offered')]);
  });
});

describe('two seats free at once', () => {
  it('go to the first two in order, one each, however the leaving crosses', async () => {
    const { id, members } = await fullGroup(3, [5, 6, 7, 8]);
    expect(codes(await Promise.allSettled([leave(id, members[0]!), leave(id, members[2]!)]))).toEqual([]);
    expect(await house.database.rows('select state, client_id from scheduling.waitlist_entry where group_id = $1 order by position', [id])).toEqual(
      [5, 6, 7, 8].map((n, at) => ({ state: at < 2 ? 'offered' : 'waiting', client_id: person(n).clientId })));
    expect(await house.database.rows(`select count(*)::int as n from scheduling.seat_offer where group_id = $1`, [id])).toEqual([{ n: 2 }]);
    await soundSeats(id, 3);
  });

  it('and both offers are accepted at once', async () => {
    const { id, members, entries } = await fullGroup(3, [5, 6, 7]);
    await leave(id, members[0]!);
    await leave(id, members[1]!);
    expect(codes(await Promise.allSettled([accept(id, entries[0]!), accept(id, entries[1]!), accept(id, entries[2]!)]))).toEqual(['offer-settled']);
    await soundSeats(id, 3);
  });
});

describe('the end of an offer’s time against its acceptance', () => {
  it.each([['just before', '2026-03-04T13:59:59Z'], ['at the end', '2026-03-04T14:00:00Z']])('%s: the sweep and ten acceptances meet, and one thing is true', async (_when, instant) => {
    const { id, members, entries } = await fullGroup(1, [2, 3]);
    await leave(id, members[0]!);
    house.clock.set(new Date(instant));
    const outcomes = await Promise.allSettled<unknown>([
      ...Array.from({ length: 5 }, () => accept(id, entries[0]!)),
      ...Array.from({ length: 3 }, () => desk(() => house.get(ExpireOffers).group(clinic.clinicId, id))),
      ...Array.from({ length: 5 }, () => accept(id, entries[0]!)),
    ]);
    const inTime = instant < '2026-03-04T14';
    const states = (await house.database.rows<{ state: string }>('select state from scheduling.waitlist_entry where group_id = $1 order by position', [id])).map((one) => one.state);
    expect(states).toEqual(inTime ? ['joined', 'waiting'] : ['expired', 'offered']);
    expect(won(outcomes)).toBe(3 + (inTime ? 1 : 0));
    for (const code of codes(outcomes)) expect(['offer-settled', 'offer-expired']).toContain(code);
    expect(await house.database.rows(`select count(*)::int as n from scheduling.seat_offer where group_id = $1 and state = 'open'`, [id])).toEqual([{ n: inTime ? 0 : 1 }]);
    await soundSeats(id, 1);
  });
});
