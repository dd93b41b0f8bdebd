import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordAttendance, type WantedMark } from '#attendance';
import { DomainError, runInContext } from '#platform';
import { AdmitWalkIn } from './admit-walk-in.service.js';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../test/support/roster.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

const refusal = async (work: Promise<unknown>): Promise<DomainError> => {
  const thrown: unknown = await work.then(() => undefined, (error: unknown) => error);
  if (!(thrown instanceof DomainError)) throw new Error(`Not refused as it should be: ${String(thrown)}`);
  return thrown;
};

const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> =>
  runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName, sessionId: null } }, work);

describe('a roster of three on Monday evening', () => {
  let clinic: ClinicWithPeople;
  let roster: Roster;
  const record = (marks: Partial<WantedMark>[], options: { by?: string; mayCorrect?: boolean; force?: boolean } = {}) =>
    as(options.by ?? 'Ada Okafor', () =>
      house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, {
        marks: marks.map((mark, at) => ({ participationId: roster.participationIds[at] as string, status: 'attended', ...mark })),
        mayCorrect: options.mayCorrect ?? true,
        ...(options.force ? { force: true } : {}),
      }),
    );

  beforeEach(async () => {
    house.clock.set(new Date('2026-03-02T23:30:00Z'));
    clinic = await clinicWithPeople(house.database, 3);
    roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-02T22:30:00Z', minutes: 180 });
  });

  it('marks all at once: places, history, ledger, weeks, audit and news in one transaction', async () => {
    const standing = await record([{}, { status: 'late', arrivedAt: new Date('2026-03-02T22:50:00Z') }, { status: 'no_show' }]);
    expect(standing.map((place) => [place.status, place.creditedMinutes, place.version])).toEqual([['attended', 180, 2], ['late', 160, 2], ['no_show', 0, 2]]);
    const weeks = await house.database.rows('select attended_minutes, planned_minutes, missed_minutes, prescribed_minutes from hours.client_week where clinic_id = $1 order by attended_minutes desc', [clinic.clinicId]);
    expect(weeks).toEqual([
      { attended_minutes: 180, planned_minutes: 0, missed_minutes: 0, prescribed_minutes: 540 },
      { attended_minutes: 160, planned_minutes: 0, missed_minutes: 20, prescribed_minutes: 540 },
      { attended_minutes: 0, planned_minutes: 0, missed_minutes: 180, prescribed_minutes: 540 },
    ]);
    expect(await house.database.rows('select minutes, kind, rule_version, author_name, service_day from hours.ledger_entry where clinic_id = $1 order by minutes', [clinic.clinicId])).toEqual([
      { minutes: 160, kind: 'credit', rule_version: 'credited-minutes/1', author_name: 'Ada Okafor', service_day: '2026-03-02' },
      { minutes: 180, kind: 'credit', rule_version: 'credited-minutes/1', author_name: 'Ada Okafor', service_day: '2026-03-02' },
    ]);
    expect(await house.database.rows('select action, subject_id, actor_name from platform.audit_entry where clinic_id = $1', [clinic.clinicId])).toEqual([
      { action: 'attendance.recorded', subject_id: roster.sessionId, actor_name: 'Ada Okafor' },
    ]);
    expect(await house.database.rows('select name from platform.outbox where clinic_id = $1', [clinic.clinicId])).toEqual([{ name: 'attendance.recorded' }]);
  });

  const stands = async () =>
    house.database.rows<{ status: string; credited_minutes: number; recorded_by_name: string | null }>(
      'select status, credited_minutes, recorded_by_name from scheduling.participation where session_id = $1 order by array_position($2::uuid[], id)',
      [roster.sessionId, roster.participationIds],
    );
  const marks = async () => house.database.rows<{ kind: string; before_status: string; after_status: string; reason: string | null; marked_by_name: string }>(
    'select kind, before_status, after_status, reason, marked_by_name from attendance.mark where session_id = $1 order by marked_at, id', [roster.sessionId]);

  it('repeated as it was, changes nothing: no second mark, no second credit', async () => {
    await record([{}, {}]);
    expect((await record([{}, {}])).map((place) => place.version)).toEqual([2, 2]);
    expect(await marks()).toHaveLength(2);
    expect(await house.database.one('select count(*) as n, sum(minutes) as minutes from hours.ledger_entry where clinic_id = $1', [clinic.clinicId])).toEqual({ n: 2, minutes: 360 });
  });

  it('a second person who saw an older roster is told who marked what, and nothing of theirs is saved', async () => {
    await record([{}]);
    const refused = await refusal(record([{ status: 'no_show', version: 1 }, { version: 1 }], { by: 'Ben Lindqvist' }));
    expect(refused).toMatchObject({ code: 'marked-by-other', status: 409, title: 'Ada Okafor marked this meanwhile.' });
    expect(refused.facts['stale']).toMatchObject([{ participationId: roster.participationIds[0], status: 'attended', recordedBy: 'Ada Okafor', version: 2 }]);
    expect((await stands()).map((place) => place.status)).toEqual(['attended', 'booked', 'booked']);
  });

  it('whoever marks over the other says so, and the last word is theirs by name', async () => {
    await record([{}]);
    await record([{ status: 'no_show', version: 1 }], { by: 'Ben Lindqvist', force: true });
    expect((await stands())[0]).toEqual({ status: 'no_show', credited_minutes: 0, recorded_by_name: 'Ben Lindqvist' });
    expect((await marks()).map((mark) => [mark.before_status, mark.after_status, mark.marked_by_name])).toEqual([
      ['booked', 'attended', 'Ada Okafor'],
      ['attended', 'no_show', 'Ben Lindqvist'],
    ]);
  });

  it('an undo on the same evening takes the mark and its minutes back', async () => {
    await record([{}]);
    await record([{ status: 'booked', version: 2 }]);
    expect((await stands())[0]).toEqual({ status: 'booked', credited_minutes: 0, recorded_by_name: null });
    expect((await marks()).map((mark) => mark.kind)).toEqual(['check_in', 'undo']);
    expect(await house.database.rows('select kind, minutes from hours.ledger_entry where clinic_id = $1 order by id', [clinic.clinicId])).toEqual([
      { kind: 'credit', minutes: 180 },
      { kind: 'reversal', minutes: -180 },
    ]);
  });

  it('a correction a week later needs a reason and the right to correct; the ledger keeps before and after', async () => {
    await record([{}]);
    house.clock.set(new Date('2026-03-10T15:00:00Z'));
    const left: Partial<WantedMark> = { status: 'left_early', departedAt: new Date('2026-03-02T23:30:00Z'), version: 2 };
    expect(await refusal(record([left], { mayCorrect: false }))).toMatchObject({ code: 'correction-forbidden', status: 403 });
    expect(await refusal(record([left]))).toMatchObject({ status: 422, errors: [{ pointer: '/marks/0/reason' }] });
    await record([{ ...left, reason: 'Sign-in sheet says 18:30' }], { by: 'Chi Park' });
    expect(await house.database.rows('select kind, minutes, author_name, reason from hours.ledger_entry where clinic_id = $1 order by id', [clinic.clinicId])).toEqual([
      { kind: 'credit', minutes: 180, author_name: 'Ada Okafor', reason: null },
      { kind: 'reversal', minutes: -180, author_name: 'Chi Park', reason: 'Sign-in sheet says 18:30' },
      { kind: 'credit', minutes: 60, author_name: 'Chi Park', reason: 'Sign-in sheet says 18:30' },
    ]);
    expect(await house.database.one(`select attended_minutes, missed_minutes from hours.client_week where episode_id = $1 and week_start = '2026-03-02'`, [clinic.people[0]?.episodeId])).toEqual({ attended_minutes: 60, missed_minutes: 120 });
    expect(await house.database.one(`select reason from platform.audit_entry where clinic_id = $1 and action = 'attendance.corrected'`, [clinic.clinicId])).toEqual({ reason: 'Sign-in sheet says 18:30' });
  });

  it('attendance that was owed is recorded later by anyone who records; that corrects nothing', async () => {
    house.clock.set(new Date('2026-03-05T15:00:00Z'));
    await record([{}], { mayCorrect: false });
    expect((await marks())[0]?.kind).toBe('check_in');
  });

  it.each<[string, Partial<WantedMark>, string, string]>([
    ['late without a time', { status: 'late' }, '2026-03-02T23:30:00Z', '/marks/0/arrivedAt'],
    ['excused without a reason', { status: 'excused' }, '2026-03-02T23:30:00Z', '/marks/0/reason'],
    ['attended before check-in opens', {}, '2026-03-02T21:00:00Z', '/marks/0/status'],
    ['a no-show before the start', { status: 'no_show' }, '2026-03-02T22:00:00Z', '/marks/0/status'],
  ])('%s is refused at its field', async (_, mark, now, pointer) => {
    house.clock.set(new Date(now));
    expect(await refusal(record([mark]))).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect(await marks()).toEqual([]);
  });

  it('one wrong mark keeps the whole save out', async () => {
    await refusal(record([{}, { status: 'late' }]));
    expect((await stands()).map((place) => place.status)).toEqual(['booked', 'booked', 'booked']);
  });

  it('nobody is marked on a cancelled session', async () => {
    await house.database.transaction(() => house.database.rows(`update scheduling.session set status = 'cancelled', cancel_reason = 'Snow' where id = $1`, [roster.sessionId]));
    expect(await refusal(record([{}]))).toMatchObject({ status: 422, errors: [{ pointer: '/marks/0/status' }] });
  });

  it('somebody of another session is not on the roster, and another clinic’s session is not there', async () => {
    const other = await sessionWith(house.database, clinic, clinic.people.slice(0, 1), { startsAt: '2026-03-03T14:00:00Z', minutes: 60 });
    expect(await refusal(record([{ participationId: other.participationIds[0] as string }]))).toMatchObject({ code: 'not-booked', status: 422 });
    const elsewhere = await clinicWithPeople(house.database, 1);
    expect(await refusal(as('Ada', () => house.get(RecordAttendance).run(elsewhere.clinicId, roster.sessionId, { marks: [{ participationId: roster.participationIds[0] as string, status: 'attended' }], mayCorrect: true })))).toMatchObject({ status: 404 });
  });

  it('breaks credit nobody, and a service that does not count gives no minutes', async () => {
    const broken = await sessionWith(house.database, clinic, clinic.people.slice(0, 1), { startsAt: '2026-03-02T18:00:00Z', minutes: 120, breaks: [[30, 45], [40, 50]] });
    const social = await sessionWith(house.database, clinic, clinic.people.slice(1, 2), { startsAt: '2026-03-02T18:00:00Z', minutes: 120, countsTowardHours: false });
    for (const [at, minutes] of [[broken, 100], [social, 0]] as const) {
      const [place] = await as('Ada', () => house.get(RecordAttendance).run(clinic.clinicId, at.sessionId, { marks: [{ participationId: at.participationIds[0] as string, status: 'attended' }], mayCorrect: true }));
      expect(place?.creditedMinutes).toBe(minutes);
    }
    expect(await house.database.one('select attended_minutes from hours.client_week where episode_id = $1 and week_start = $2', [clinic.people[0]?.episodeId, '2026-03-02'])).toEqual({ attended_minutes: 100 });
  });

  it('a seat given to a walk-in is not there for someone marked back from no-show', async () => {
    const full = await sessionWith(house.database, clinic, clinic.people.slice(0, 2), { startsAt: '2026-03-02T18:00:00Z', minutes: 60, capacity: 2 });
    const mark = (at: number, status: 'no_show' | 'attended', version?: number) =>
      as('Ada', () => house.get(RecordAttendance).run(clinic.clinicId, full.sessionId, { marks: [{ participationId: full.participationIds[at] as string, status, ...(version ? { version } : {}) }], mayCorrect: true }));
    await mark(0, 'no_show');
    const place = await as('Ada', () => house.get(AdmitWalkIn).run(clinic.clinicId, full.sessionId, { clientId: clinic.people[2]?.clientId as string }));
    expect(place).toMatchObject({ status: 'attended', creditedMinutes: 60 });
    expect(await refusal(mark(0, 'attended', 2))).toMatchObject({ code: 'session-full', status: 409 });
    expect(await house.database.one(`select attended_minutes from hours.client_week where episode_id = $1 and week_start = '2026-03-02'`, [clinic.people[2]?.episodeId])).toEqual({ attended_minutes: 60 });
  });
});
