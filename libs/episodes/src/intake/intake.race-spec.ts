import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AdmitClient, DischargeClient, ExpirePlaces, JoinIntake, LogContact } from '#episodes';
import { clinicDay, newId, type DomainError } from '#platform';
import { EditProgram } from '#programs';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithIntake, type ClinicWithIntake } from '../../../../test/support/intake.js';
import { atTheDesk as desk, written } from '../../../../test/support/schedule.js';
import { AnswerOffer } from './answer-offer.service.js';

let house: TestApp;
let clinic: ClinicWithIntake;
const MONDAY = '2026-03-02T14:00:00Z';
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(() => house.clock.set(new Date(MONDAY)));

const make = async (inCare: number, newcomers: number, places: number | null) => {
  clinic = await clinicWithIntake(house.database, { inCare, newcomers, places });
};
const codes = (outcomes: PromiseSettledResult<unknown>[]) => outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as DomainError).code] : []));
const won = (outcomes: PromiseSettledResult<unknown>[]) => outcomes.filter((one) => one.status === 'fulfilled').length;
const admit = (n: number, intakeEntryId?: string) =>
  desk(() => house.get(AdmitClient).run(clinic.clinicId, {
    clientId: clinic.newcomers[n]!, programId: clinic.programId, admittedOn: clinicDay('2026-03-02'), careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }], ...(intakeEntryId ? { intakeEntryId } : {}),
  }));
const wait = (n: number) => desk(() => house.get(JoinIntake).run(clinic.clinicId, clinic.programId, { clientId: clinic.newcomers[n]! }));
const discharge = (n: number) => desk(() => house.get(DischargeClient).run(clinic.clinicId, clinic.people[n]!.episodeId, { version: 1, dischargedOn: clinicDay('2026-03-01'), disposition: 'completed' }));
const decline = (entryId: string) => desk(() => house.get(AnswerOffer).decline(clinic.clinicId, entryId, 'Too far'));
const tell = (entryId: string) => desk(() => house.get(LogContact).run(clinic.clinicId, entryId, { how: 'phone', outcome: 'left_word' }));
const sweep = () => desk(() => house.get(ExpirePlaces).program(clinic.clinicId, clinic.programId));
const setPlaces = async (places: number) => {
  const { version } = await house.database.one<{ version: number }>('select version from programs.program where id = $1', [clinic.programId]);
  await desk(() => house.get(EditProgram).run(clinic.clinicId, clinic.programId, { version, places }));
};
const states = async () => (await house.database.rows<{ state: string }>('select state from episodes.intake_entry where program_id = $1 order by position, id', [clinic.programId])).map((one) => one.state);
const counted = () =>
  house.database.one<{ stays: number; offers: number }>(
    `select (select count(*)::int from episodes.episode where program_id = $1 and discharged_on is null) as stays,
       (select count(*)::int from episodes.intake_offer where program_id = $1 and state = 'open') as offers`, [clinic.programId]);
/** Offers and entries say the same, and nobody waits for what they are in. */
async function soundLine(): Promise<void> {
  expect(await house.database.rows(
    `select e.id from episodes.intake_entry e where e.program_id = $1 and (e.state = 'offered') is distinct from exists (select from episodes.intake_offer o where o.entry_id = e.id and o.state = 'open')
     union all select e.id from episodes.intake_entry e join episodes.episode s on s.program_id = e.program_id and s.client_id = e.client_id and s.discharged_on is null where e.program_id = $1 and e.ended_at is null`, [clinic.programId])).toEqual([]);
}

describe('eight places', () => {
  it('thirty people are admitted at once: eight are in, 22 hear that it is full', async () => {
    await make(0, 30, 8);
    const outcomes = await Promise.allSettled(clinic.newcomers.map((_, n) => admit(n)));
    expect([won(outcomes), codes(outcomes)]).toEqual([8, Array.from({ length: 22 }, () => 'program-full')]);
    expect(await counted()).toEqual({ stays: 8, offers: 0 });
  });

  it('held by the database when thirty write past every use case', async () => {
    await make(0, 30, 8);
    const outcomes = await Promise.allSettled(clinic.newcomers.map((clientId) =>
      written(house.database, `insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on) values ($1, $2, $3, $4, '2026-03-02')`, [newId(), clinic.clinicId, clientId, clinic.programId])));
    expect([won(outcomes), codes(outcomes)]).toEqual([8, Array.from({ length: 22 }, () => 'program-full')]);
    expect(await counted()).toEqual({ stays: 8, offers: 0 });
  });

  it('lowered to five while thirty are admitted: never more are in than there were places when they came', async () => {
    await make(0, 30, 8);
    const outcomes = await Promise.allSettled<unknown>([...clinic.newcomers.slice(0, 15).map((_, n) => admit(n)), setPlaces(5), ...clinic.newcomers.slice(15).map((_, n) => admit(n + 15))]);
    const { stays } = await counted();
    expect(stays).toBeGreaterThanOrEqual(5);
    expect(stays).toBeLessThanOrEqual(8);
    expect(new Set(codes(outcomes))).toEqual(new Set(['program-full']));
    await expect(admit(29)).rejects.toMatchObject({ status: 409 });
  });
});

describe('one place that frees', () => {
  it('while the sweep runs and others are admitted by hand: it is kept for the first in line, once', async () => {
    await make(3, 12, 3);
    for (const n of [0, 1, 2]) await wait(n);
    const outcomes = await Promise.allSettled<unknown>([
      ...Array.from({ length: 4 }, (_, n) => admit(n + 5)),
      discharge(0),
      ...Array.from({ length: 4 }, () => sweep()),
      ...Array.from({ length: 3 }, (_, n) => admit(n + 9)),
    ]);
    expect([outcomes[4]?.status, won(outcomes), new Set(codes(outcomes))]).toEqual(['fulfilled', 5, new Set(['program-full'])]);
    expect([await states(), await counted()]).toEqual([['offered', 'waiting', 'waiting'], { stays: 2, offers: 1 }]);
    await soundLine();
  });

  it('while an offer runs out, another is admitted by hand, and two are discharged: each place goes to one, in order', async () => {
    await make(3, 12, 3);
    const entries = [await wait(0), await wait(1), await wait(2), await wait(3)];
    await discharge(0);
    await tell(entries[0]!);
    house.clock.set(new Date('2026-03-04T14:00:00Z'));
    const outcomes = await Promise.allSettled<unknown>([sweep(), discharge(1), admit(6), sweep(), discharge(2), admit(7), admit(0, entries[0]), sweep()]);
    expect(new Set(codes(outcomes))).toEqual(new Set(['program-full', 'offer-settled']));
    expect([await states(), await counted()]).toEqual([['expired', 'offered', 'offered', 'offered'], { stays: 0, offers: 3 }]);
    await soundLine();
  });

  it('its offer taken and declined at once, by ten each: one thing is true', async () => {
    await make(2, 12, 2);
    const entries = [await wait(0), await wait(1)];
    await discharge(0);
    const outcomes = await Promise.allSettled<unknown>(Array.from({ length: 20 }, (_, n) => (n % 2 ? admit(0, entries[0]) : decline(entries[0]!))));
    const taken = (await states())[0] === 'admitted';
    expect(won(outcomes)).toBe(1);
    expect(new Set(codes(outcomes))).toEqual(new Set(['offer-settled']));
    expect([await states(), await counted()]).toEqual(taken ? [['admitted', 'waiting'], { stays: 2, offers: 0 }] : [['declined', 'offered'], { stays: 1, offers: 1 }]);
    await soundLine();
  });

  it('put on the list and admitted at once: nobody waits for what they are in', async () => {
    await make(2, 12, 2);
    const outcomes = await Promise.allSettled<unknown>([discharge(0), ...Array.from({ length: 6 }, () => wait(0)), ...Array.from({ length: 6 }, () => admit(0))]);
    expect(outcomes[0]?.status).toBe('fulfilled');
    for (const code of codes(outcomes)) expect(['already-waiting', 'place-free', 'in-program', 'program-full', 'already-in-program']).toContain(code);
    expect((await counted()).stays).toBe(2);
    await soundLine();
  });
});

describe('places lowered while an offer is open', () => {
  it('and taken at the same moment: in, or back in line, and never more than there may be', async () => {
    await make(2, 12, 3);
    await admit(5);
    const entry = await wait(0);
    await discharge(0);
    const outcomes = await Promise.allSettled<unknown>([admit(0, entry), setPlaces(2), sweep()]);
    const [state] = await states();
    expect(outcomes[1]?.status).toBe('fulfilled');
    expect([state, won(outcomes), await counted()]).toEqual(state === 'admitted' ? ['admitted', 3, { stays: 3, offers: 0 }] : ['waiting', 2, { stays: 2, offers: 0 }]);
    await soundLine();
  });
});
