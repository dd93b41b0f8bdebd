import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecordAttendance, type MarkStatus } from '#attendance';
import { CloseDays } from '#clinics';
import { AdmitClient, ChangePrescription, DischargeClient, RecordAuthorization, TakeBackDischarge } from '#episodes';
import { DomainError, DomainEvents, addDays, clinicDay, clinicDayOf, instantOf, newId, runInContext, timeZone, wallTime, type ClinicDay, type TimeZone } from '#platform';
import { POLICY_CHANGED, type PolicyChanged } from '#programs';
import { AddParticipants, BookSession, CancelSession, MoveSession, RemoveParticipant, RestoreSession } from '#scheduling';
import { ReopenDays } from '../../clinics/src/calendar/reopen-days.service.js';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople } from '../../../test/support/roster.js';
import { hoursDrift, useByAttendance } from '../../../test/support/hours-drift.js';
import { AuthorizationsWithUseQuery } from './authorization/authorizations-with-use.query.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

// The weeks of both clock changes of 2025 in each zone, and one between.
const WEEKS: [string, string][] = [
  ['America/New_York', '2025-03-05'],
  ['America/New_York', '2025-10-29'],
  ['America/New_York', '2025-07-09'],
  ['Europe/Berlin', '2025-03-26'],
  ['Europe/Berlin', '2025-10-22'],
  ['Australia/Sydney', '2025-04-02'],
  ['Australia/Sydney', '2025-10-01'],
];
const PEOPLE = 3;
/** The same histories every time; other ones, and more, where a machine has the time: `STEPWELL_RUNS=5000`. */
const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 60);
const SEED = process.env['STEPWELL_RUNS'] === undefined ? { seed: 20_250_305 } : {};

const who = fc.integer({ min: 1, max: 2 ** PEOPLE - 1 });
const at = fc.record({ day: fc.integer({ min: -9, max: 9 }), minute: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15) });
const index = fc.nat(30);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('book' as const), at, minutes: fc.integer({ min: 1, max: 16 }).map((n) => n * 15), who, rest: fc.option(fc.integer({ min: 0, max: 120 })), makeUp: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('mark' as const), session: index, marks: fc.array(fc.record({ status: fc.constantFrom<MarkStatus>('attended', 'late', 'left_early', 'no_show', 'excused', 'booked'), offset: fc.integer({ min: -20, max: 200 }) }), { minLength: 1, maxLength: PEOPLE }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), session: index, at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rest' as const), session: index, after: fc.integer({ min: 0, max: 60 }), minutes: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'restore' as const), session: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('add' as const, 'remove' as const), session: index, person: fc.nat(PEOPLE - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'reopen' as const), day: fc.integer({ min: -9, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('prescribe' as const), person: fc.nat(PEOPLE - 1), day: fc.integer({ min: -12, max: 12 }), minutes: fc.integer({ min: 0, max: 1300 }), days: fc.option(fc.integer({ min: 1, max: 5 })) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('discharge' as const, 'takeBack' as const), person: fc.nat(PEOPLE - 1), day: fc.integer({ min: -8, max: 10 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('policy' as const), day: fc.integer({ min: -14, max: 14 }), prorate: fc.boolean(), minimum: fc.constantFrom(60, 120, 180), weekdays: fc.subarray([1, 2, 3, 4, 5, 6], { minLength: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
);
const grant = fc.record({ person: fc.nat(PEOPLE - 1), day: fc.integer({ min: -13, max: 9 }), length: fc.integer({ min: 0, max: 14 }), unit: fc.constantFrom('day' as const, 'minute' as const), granted: fc.integer({ min: 1, max: 12 }) });
type Grant = typeof grant extends fc.Arbitrary<infer G> ? G : never;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A clinic that lives through a history, step by step, through the same use cases as everybody else. */
class History {
  private readonly sessions: { id: string; startsAt: Date }[] = [];
  private episodes: string[] = [];
  private clinic!: Awaited<ReturnType<typeof clinicWithPeople>>;

  constructor(
    private readonly zone: TimeZone,
    private readonly middle: ClinicDay,
  ) {}

  get clinicId(): string {
    return this.clinic.clinicId;
  }

  /** Everyone arrives: a fortnight ago, last week, this week; six sessions are booked, most of them past. */
  async begin(): Promise<void> {
    house.clock.set(instantOf(this.middle, wallTime('13:00'), this.zone));
    this.clinic = await clinicWithPeople(house.database, 0, { timeZone: this.zone });
    const people = Array.from({ length: PEOPLE }, () => newId());
    await house.database.transaction(async () => {
      for (const [n, id] of people.entries()) await house.database.rows('insert into clients.client (id, clinic_id, chart_number, given_name) values ($1, $2, $3, $4)', [id, this.clinicId, `P-${n}`, `Number ${n}`]);
    });
    for (const [n, clientId] of people.entries()) {
      const admittedOn = addDays(this.middle, [-13, -6, 1][n] as number);
      const { id } = await house.get(AdmitClient).run(this.clinicId, {
        clientId,
        programId: this.clinic.programId,
        admittedOn,
        prescriptions: [{ effectiveFrom: admittedOn, minutesPerWeek: 545, daysPerWeek: 3 }],
        careTeam: [{ staffId: this.clinic.staffIds[0], role: 'therapist', isPrimary: true }],
      });
      this.episodes.push(id);
    }
    this.clinic.people.push(...people.map((clientId, n) => ({ clientId, episodeId: this.episodes[n] as string })));
    for (const day of [-8, -5, -3, -2, 0, 2]) await this.act({ do: 'book', at: { day, minute: 600 }, minutes: 180, who: 7, rest: day % 2 === 0 ? 60 : null, makeUp: day === -2 });
  }

  /** Does a step; a refusal by a rule is part of life. */
  async live(step: Step): Promise<void> {
    try {
      await this.act(step);
    } catch (thrown) {
      if (!(thrown instanceof DomainError)) throw thrown;
    }
  }

  /** A payer allows some days; one that would share a day with another is refused. */
  async authorize({ person, day, length, unit, granted }: Grant): Promise<void> {
    const { clientId = '', episodeId = '' } = this.clinic.people[person] ?? {};
    const startsOn = addDays(this.middle, day);
    await house.get(RecordAuthorization).run(this.clinicId, clientId, { episodeId, payer: 'A payer', number: '1', startsOn, endsOn: addDays(startsOn, length), unit, granted }).catch((thrown: unknown) => {
      if (!(thrown instanceof DomainError)) throw thrown;
    });
  }

  /** What is used and booked of each authorization, as it is read. */
  async used(): Promise<Map<string, { used: number; booked: number }>> {
    const read = await Promise.all(this.clinic.people.map(({ clientId }) => house.get(AuthorizationsWithUseQuery).run(this.clinicId, clientId)));
    for (const one of read.flat()) expect(one.left).toBe(one.granted - one.used - one.booked);
    return new Map(read.flat().map(({ id, used, booked }) => [id, { used, booked }]));
  }

  private time(when: { day: number; minute: number }): Date {
    const clock = `${String(Math.floor(when.minute / 60)).padStart(2, '0')}:${String(when.minute % 60).padStart(2, '0')}`;
    return instantOf(addDays(this.middle, when.day), wallTime(clock), this.zone);
  }

  private session(n: number): { id: string; startsAt: Date } {
    const found = this.sessions[n % Math.max(this.sessions.length, 1)];
    if (!found) throw new DomainError({ code: 'nothing-booked', status: 409, title: 'Nothing is booked yet.' });
    return found;
  }

  private async version(person: number): Promise<number> {
    return (await house.database.one<{ version: number }>('select version from episodes.episode where id = $1', [this.episodes[person]])).version;
  }

  private async act(step: Step): Promise<void> {
    const { clinicId } = this;
    switch (step.do) {
      case 'book': {
        const startsAt = this.time(step.at);
        const { id } = await house.get(BookSession).run(clinicId, {
          serviceId: this.clinic.serviceId,
          programId: this.clinic.programId,
          title: 'Group',
          startsAt,
          staffIds: [this.clinic.staffIds[this.sessions.length % 3] as string],
          endsAt: new Date(startsAt.getTime() + step.minutes * 60_000),
          clientIds: this.clinic.people.filter((_, n) => (step.who >> n) % 2 === 1).map((person) => person.clientId),
          isMakeUp: step.makeUp,
          outsideHoursReason: 'The history says so',
          ...(step.rest === null ? {} : { breaks: [{ afterMinutes: step.rest, minutes: 10 }] }),
        });
        this.sessions.push({ id, startsAt });
        return;
      }
      case 'mark': {
        const { id } = this.session(step.session);
        const places = await house.database.rows<{ id: string; version: number; starts_at: Date }>('select id, version, starts_at from scheduling.participation where session_id = $1 order by id', [id]);
        const marks = step.marks.slice(0, places.length).map(({ status, offset }, n) => {
          const place = places[n] as (typeof places)[number];
          const moment = new Date(place.starts_at.getTime() + offset * 60_000);
          return { participationId: place.id, version: place.version, status, reason: 'As it was', ...(status === 'late' ? { arrivedAt: moment } : status === 'left_early' ? { departedAt: moment } : {}) };
        });
        await house.get(RecordAttendance).run(clinicId, id, { marks, mayCorrect: true });
        return;
      }
      case 'move':
        await house.get(MoveSession).run(clinicId, this.session(step.session).id, { startsAt: this.time(step.at), outsideHoursReason: 'The history says so' });
        return;
      case 'rest':
        await house.get(MoveSession).run(clinicId, this.session(step.session).id, { breaks: [{ afterMinutes: step.after, minutes: step.minutes }], outsideHoursReason: 'The history says so' });
        return;
      case 'cancel':
        await house.get(CancelSession).run(clinicId, this.session(step.session).id, { reason: 'Snow' });
        return;
      case 'restore':
        await house.get(RestoreSession).run(clinicId, this.session(step.session).id);
        return;
      case 'add':
        await house.get(AddParticipants).run(clinicId, this.session(step.session).id, { clientIds: [this.clinic.people[step.person]?.clientId as string] });
        return;
      case 'remove':
        await house.get(RemoveParticipant).run(clinicId, this.session(step.session).id, this.clinic.people[step.person]?.clientId as string);
        return;
      case 'close':
        await house.get(CloseDays).run(clinicId, { from: addDays(this.middle, step.day), reason: 'Storm' });
        return;
      case 'reopen':
        await house.get(ReopenDays).run(clinicId, { from: addDays(this.middle, step.day - 1), to: addDays(this.middle, step.day + 1) });
        return;
      case 'prescribe':
        await house.get(ChangePrescription).run(clinicId, this.episodes[step.person] as string, {
          version: await this.version(step.person), effectiveFrom: addDays(this.middle, step.day), minutesPerWeek: step.minutes, daysPerWeek: step.days, orderedByStaffId: this.clinic.staffIds[0], reason: 'Review',
        });
        return;
      case 'discharge':
        await house.get(DischargeClient).run(clinicId, this.episodes[step.person] as string, { version: await this.version(step.person), dischargedOn: addDays(this.middle, step.day), disposition: 'completed' });
        return;
      case 'takeBack':
        await house.get(TakeBackDischarge).run(clinicId, this.episodes[step.person] as string, await this.version(step.person), 'A mistake');
        return;
      case 'policy':
        await this.changePolicy(addDays(this.middle, step.day), step);
        return;
      case 'wait':
        house.clock.advance(step.hours * 60);
    }
  }

  /** Another policy from a day on, as the programs would derive and tell it. */
  private async changePolicy(from: ClinicDay, numbers: { prorate: boolean; minimum: number; weekdays: number[] }): Promise<void> {
    const { clinicId } = this;
    const { programId } = this.clinic;
    await house.database.transaction(async () => {
      const replaced = await house.database.rows<{ id: string; effective_from: ClinicDay }>(
        'update programs.policy_version set superseded_at = now() where program_id = $1 and superseded_at is null and (effective_to is null or effective_to >= $2) returning id, effective_from',
        [programId, from],
      );
      const write = (like: string, change: Record<string, unknown>): Promise<unknown> =>
        house.database.rows(
          `insert into programs.policy_version select (r).* from (
             select jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || jsonb_build_object('number',
               (select max(number) + 1 from programs.policy_version where program_id = v.program_id), 'superseded_at', null) || $2) as r
             from programs.policy_version v where v.id = $1) x`,
          [like, JSON.stringify({ id: newId(), ...change })],
        );
      for (const old of replaced) if (old.effective_from < from) await write(old.id, { effective_to: addDays(from, -1) });
      await write(replaced[0]?.id ?? '', {
        effective_from: from, effective_to: null, program_weekdays: numbers.weekdays, day_min_minutes: numbers.minimum, prorate_partial_weeks: numbers.prorate,
      });
      await house.get(DomainEvents).publish<PolicyChanged>({ name: POLICY_CHANGED, clinicId, payload: { programId, from } });
    });
  }
}

describe('the hours of a clinic, through random histories and both clock changes in three zones', () => {
  it('always equal a computation from attendance alone, and so does what is used of every authorization: drift 0', async () => {
    const authorized = { used: 0, booked: 0 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WEEKS), fc.array(step, { minLength: 8, maxLength: 40, size: 'max' }), fc.array(grant, { maxLength: 6 }), async ([zone, middle], steps, grants) => {
        const history = new History(timeZone(zone), clinicDay(middle));
        await runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName: 'Ada Okafor', sessionId: null } }, async () => {
          await history.begin();
          for (const one of grants) await history.authorize(one);
          for (const one of steps) await history.live(one);
        });
        const today = clinicDayOf(house.clock.now(), timeZone(zone));
        expect(await hoursDrift(house.database, history.clinicId, today < clinicDay(middle) ? today : addDays(clinicDay(middle), -7))).toEqual([]);
        const used = await history.used();
        expect(used).toEqual(await useByAttendance(house.database, history.clinicId));
        for (const one of used.values()) {
          authorized.used += Math.min(one.used, 1);
          authorized.booked += Math.min(one.booked, 1);
        }
      }),
      { numRuns: RUNS, ...SEED },
    );
    // The histories were about something: credits and takings back, corrections, sessions changed after the fact, make-ups.
    const kinds = await house.database.rows<{ kind: string }>('select distinct kind from attendance.mark union select distinct kind from hours.ledger_entry order by 1');
    expect(kinds.map((row) => row.kind)).toEqual(expect.arrayContaining(['correction', 'credit', 'reversal', 'session_changed']));
    expect([authorized.used > 0, authorized.booked > 0]).toEqual([true, true]);
    expect(await house.database.one('select count(*) > 0 as some from hours.client_week where make_up_minutes > 0 and excused_minutes + missed_minutes > 0')).toEqual({ some: true });
  }, 600_000 + RUNS * 1000);
});
