import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddParticipants, BookSession, CancelSeries, CancelSession, CreateSeries, EditSeries, MoveSession, RestoreSeries, type EditSeriesInput } from '#scheduling';
import { DomainError, addDays, clinicDay, clinicDayOf, instantOf, timeZone, wallTime, wallTimeOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { hoursDrift } from '../../../../test/support/hours-drift.js';
import { atTheDesk, bookableClinic, type BookableClinic } from '../../../../test/support/schedule.js';
import { ExtendSeries } from './extend-series.service.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

/** The same histories every time; other ones, and more, where a machine has the time: `STEPWELL_RUNS=500`. */
const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 12);
const SEED = process.env['STEPWELL_RUNS'] === undefined ? { seed: 20_261_127 } : {};

// A fortnight before each change of the clocks.
const PLACES: [string, string][] = [
  ['America/New_York', '2026-02-23'],
  ['America/New_York', '2026-10-19'],
  ['Europe/Berlin', '2026-03-16'],
  ['Australia/Lord_Howe', '2026-03-23'],
];

const time = fc.integer({ min: 28, max: 80 }).map((quarter) => wallTime(`${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`));
const weekdays = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR'], { minLength: 1, maxLength: 3 }).map((days) => days.join());
const end = fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 20 }).map((n) => `;COUNT=${n}`));
const rule = fc.record({ days: weekdays, end, every: fc.constantFrom('', ';INTERVAL=2') }).map((one) => `FREQ=WEEKLY${one.every};BYDAY=${one.days}${one.end}`);
const index = fc.nat(30);
const change = fc.record(
  { rule, startTime: time, durationMinutes: fc.constantFrom(30, 60, 90, 240), title: fc.constantFrom('Skills', 'Trauma'), people: fc.subarray([0, 1, 2], { minLength: 1 }), therapist: fc.nat(2), room: fc.constantFrom('small', 'large', null), include: fc.nat(40), exclude: fc.nat(40), overwrite: fc.boolean() },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('edit' as const), scope: fc.constantFrom('this' as const, 'following' as const, 'all' as const), at: index, series: fc.nat(3), change, some: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), at: index, days: fc.integer({ min: -3, max: 3 }), minutes: fc.integer({ min: -8, max: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'join' as const), at: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('book' as const), day: fc.nat(40), time, therapist: fc.nat(2), room: fc.constantFrom('small' as const, 'large' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancelSeries' as const, 'restoreSeries' as const, 'extend' as const), series: fc.nat(3), at: index, takeBack: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 120 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Row { id: string; seriesId: string | null; day: ClinicDay | null; startsAt: Date; endsAt: Date; status: string; byHand: boolean; title: string; room: string | null; staff: string; clients: string; breaks: string }
interface SeriesRow { id: string; startTime: WallTime; durationMinutes: number; version: number }

const ROWS = `select s.id, s.series_id as "seriesId", s.series_day as day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.status, s.changed_by_hand as "byHand", s.title, s.room_id as room,
  (select string_agg(staff_id::text, ',' order by position) from scheduling.session_staff where session_id = s.id) as staff,
  (select string_agg(client_id::text || status, ',' order by client_id) from scheduling.participation where session_id = s.id) as clients, s.breaks::text as breaks
  from scheduling.session s where s.clinic_id = $1 order by s.starts_at, s.id`;

/** A clinic with one series that lives through a history. */
class History {
  clinic!: BookableClinic;

  constructor(
    private readonly zone: TimeZone,
    private readonly start: ClinicDay,
    private readonly first: { rule: string; startTime: WallTime },
  ) {}

  async begin(): Promise<void> {
    house.clock.set(instantOf(this.start, wallTime('07:00'), this.zone));
    this.clinic = await bookableClinic(house.database, 3, { timeZone: this.zone });
    await house.get(CreateSeries).run(this.clinic.clinicId, {
      ...this.first, serviceId: this.clinic.groupServiceId, programId: this.clinic.programId, startDay: this.start, durationMinutes: 60, capacity: 3,
      roomId: this.clinic.rooms.small, staffIds: [this.clinic.therapists[0]], clientIds: [this.clinic.people[0]!.clientId],
    });
  }

  sessions = () => house.database.rows<Row>(ROWS, [this.clinic.clinicId]);
  series = () => house.database.rows<SeriesRow>('select id, left(start_time::text, 5) as "startTime", duration_minutes as "durationMinutes", version from scheduling.series where clinic_id = $1 order by created_at, id', [this.clinic.clinicId]);

  /** Does a step; a refusal by a rule is part of life, and changes nothing. @returns whether it was done. */
  async live(one: Step): Promise<boolean> {
    const before = await this.sessions();
    try {
      await this.act(one);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof DomainError)) throw thrown;
      expect(await this.sessions()).toEqual(before);
      return false;
    }
  }

  private async act(one: Step): Promise<void> {
    const { clinicId } = this.clinic;
    if (one.do === 'wait') return house.clock.advance(one.hours * 60);
    if (one.do === 'book') {
      await house.get(BookSession).run(clinicId, { serviceId: this.clinic.groupServiceId, startsAt: instantOf(addDays(this.start, one.day), one.time, this.zone), staffIds: [this.clinic.therapists[one.therapist] as string], roomId: this.clinic.rooms[one.room] });
      return;
    }
    const all = (await this.sessions()).filter((row) => row.seriesId !== null);
    const series = (await this.series())[('series' in one ? one.series : 0) % (await this.series()).length] as SeriesRow;
    const own = 'series' in one ? all.filter((row) => row.seriesId === series.id) : all;
    const session = own[one.at % Math.max(own.length, 1)];
    if (!session && one.do !== 'restoreSeries' && one.do !== 'extend') return;
    const at = session as Row;
    switch (one.do) {
      case 'move':
        await house.get(MoveSession).run(clinicId, at.id, { startsAt: new Date(at.startsAt.getTime() + one.days * 86_400_000 + one.minutes * 900_000) });
        return;
      case 'cancel':
        await house.get(CancelSession).run(clinicId, at.id, { reason: 'Ill' });
        return;
      case 'join':
        await house.get(AddParticipants).run(clinicId, at.id, { clientIds: [this.clinic.people[2]!.clientId] });
        return;
      case 'cancelSeries':
        await house.get(CancelSeries).run(clinicId, series.id, { version: series.version, scope: 'following', sessionId: at.id, reason: 'Summer' });
        if (one.takeBack) await house.get(RestoreSeries).run(clinicId, series.id, { version: series.version + 1 });
        return;
      case 'restoreSeries':
        await house.get(RestoreSeries).run(clinicId, series.id, { version: series.version });
        return;
      case 'extend':
        house.clock.advance(8 * 24 * 60);
        await house.get(ExtendSeries).run(clinicId, series.id);
        return;
      case 'edit':
        await house.get(EditSeries).run(clinicId, series.id, this.editOf(one, series, at));
    }
  }

  private editOf(one: Extract<Step, { do: 'edit' }>, series: SeriesRow, at: Row): EditSeriesInput {
    const { people, therapist, room, include, exclude, overwrite, rule: newRule, ...change } = one.change;
    const whole = one.scope !== 'this';
    return {
      version: series.version, scope: one.scope, ...(one.scope === 'all' ? {} : { sessionId: at.id }), ...change,
      ...(whole && newRule !== undefined ? { rule: newRule } : {}),
      ...(whole && people !== undefined ? { clientIds: people.map((n) => this.clinic.people[n]!.clientId) } : {}),
      ...(therapist === undefined ? {} : { staffIds: [this.clinic.therapists[therapist] as string] }),
      ...(room === undefined ? {} : { roomId: room === null ? null : this.clinic.rooms[room as 'small' | 'large'] }),
      ...(whole && include !== undefined ? { include: [addDays(this.start, include)] } : {}),
      ...(whole && exclude !== undefined && exclude !== include ? { exclude: [addDays(this.start, exclude)] } : {}),
      ...(whole && overwrite ? { exceptions: 'overwrite' } : {}),
    };
  }
}

describe('a series that is changed again and again, through a change of the clocks', () => {
  it('never touches the past, never loses or doubles an occurrence, keeps its wall time, and the hours follow', async () => {
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLACES), rule, time, fc.array(step, { minLength: 6, maxLength: 16 }), async ([zoneName, start], first, startTime, steps) => {
        const zone = timeZone(zoneName);
        const history = new History(zone, clinicDay(start), { rule: first, startTime });
        await atTheDesk(async () => {
          await history.begin();
          for (const one of steps) {
            const before = await history.sessions();
            const was = await history.live(one);
            if (was) done.set(one.do, (done.get(one.do) ?? 0) + 1);
            const now = house.clock.now();
            const after = new Map((await history.sessions()).map((row) => [row.id, row]));
            for (const row of before) {
              const still = after.get(row.id) as Row;
              // Nothing is ever lost: whatever was made is there, if cancelled.
              expect(still).toBeDefined();
              // A change of the series leaves what has begun exactly as it was; a split does not even move it.
              if ((one.do === 'edit' || one.do === 'cancelSeries' || one.do === 'restoreSeries') && row.startsAt <= now) expect(still).toEqual(row);
            }
          }
        });
        const rows = await history.sessions();
        const series = new Map((await history.series()).map((one) => [one.id, one]));
        const days = rows.filter((row) => row.seriesId !== null).map((row) => `${row.seriesId} ${row.day}`);
        expect(new Set(days).size).toBe(days.length);
        for (const row of rows) {
          if (row.seriesId === null || row.status !== 'scheduled' || row.byHand || row.startsAt <= house.clock.now()) continue;
          const of = series.get(row.seriesId) as SeriesRow;
          expect([clinicDayOf(row.startsAt, zone), wallTimeOf(row.startsAt, zone), (row.endsAt.getTime() - row.startsAt.getTime()) / 60_000]).toEqual([row.day, of.startTime, of.durationMinutes]);
        }
        expect(await hoursDrift(house.database, history.clinic.clinicId, clinicDay('2025-12-31'))).toEqual([]);
      }),
      { numRuns: RUNS, ...SEED },
    );
    // The histories were about something.
    expect([...done.keys()].sort()).toEqual(expect.arrayContaining(['book', 'cancel', 'cancelSeries', 'edit', 'extend', 'join', 'move']));
    expect(await house.database.rows(`select distinct action from platform.audit_entry where action like 'scheduling.series-%' order by 1`)).toEqual(
      ['created', 'cancelled', 'edited', 'extended', 'restored', 'split'].sort().map((word) => ({ action: `scheduling.series-${word}` })),
    );
    expect(done.get('edit')).toBeGreaterThan(RUNS);
  }, 120_000 + RUNS * 3000);
});
