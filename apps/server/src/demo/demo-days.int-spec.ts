import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, FixedClock, addDays, clinicDayOf, instantOf, readConfig, timeZone, wallTime, weekStartOf, type ClinicDay, type Config } from '#platform';
import { createApp } from '../app.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { hoursDrift } from '../../../../test/support/hours-drift.js';
import { ensureDemo } from './build-demo.js';

const NEW_YORK = timeZone('America/New_York');
const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

/**
 * Every weekday; early, at noon and late; both clock changes behind and ahead; the ends of a month and of the year. All of
 * them past, for the database itself refuses attendance that lies ahead of its own clock.
 */
const DAYS = [
  ['Monday just begun, the clocks went forward the day before', '2026-03-09', '00:10'],
  ['Tuesday at noon, New Year behind', '2026-01-06', '12:00'],
  ['Wednesday late, a week after the clocks went back', '2026-11-04', '23:50'],
  ['Thursday in the first hour of a year', '2026-01-01', '00:10'],
  ['Friday evening, the clocks go forward on Sunday', '2026-03-06', '18:10'],
  ['Saturday at noon, the clocks go back in the night', '2026-10-31', '12:00'],
  ['Sunday late, the clocks went back that morning', '2025-11-02', '23:50'],
] as const;

/** What the demo is there to show, found by number; `[what, how many]`. */
const PLANTED = /* sql */ `
  select * from (values
    ('clinics', (select count(*) from clinics.clinic)), ('clients', (select count(*) from clients.client)), ('groups', (select count(*) from scheduling.therapy_group)),
    ('in intake', (select count(*) from clients.client c where not exists (select from episodes.episode e where e.client_id = c.id))),
    ('open stays', (select count(*) from episodes.episode where discharged_on is null)), ('discharged', (select count(*) from episodes.episode where discharged_on is not null)),
    ('attended', (select count(*) from scheduling.participation where status = 'attended')), ('late', (select count(*) from scheduling.participation where status = 'late')),
    ('left early', (select count(*) from scheduling.participation where status = 'left_early')), ('missed', (select count(*) from scheduling.participation where status = 'no_show')),
    ('excused', (select count(*) from scheduling.participation where status = 'excused')), ('corrections', (select count(*) from attendance.mark where kind = 'correction')),
    ('cancelled sessions', (select count(*) from scheduling.session where status = 'cancelled')),
    ('closed days with sessions', (select count(distinct c.id) from scheduling.session s join clinics.closure c on c.clinic_id = s.clinic_id and c.day = s.clinic_day where s.live and c.day > $2)),
    ('leave with sessions', (select count(*) from scheduling.session_staff st join team.time_off t on t.staff_id = st.staff_id and tstzrange(t.starts_at, t.ends_at) && tstzrange(st.starts_at, st.ends_at) where st.live)),
    ('licences run out', (select count(*) from team.credential where expires_on < $2)),
    ('sessions owed', (select count(distinct session_id) from scheduling.participation where status = 'booked' and live and ends_at <= $1)),
    ('recorded ahead of time', (select count(*) from scheduling.participation p join scheduling.session s on s.id = p.session_id where p.status not in ('booked', 'cancelled', 'excused') and s.starts_at > $1)),
    ('audited ahead of time', (select count(*) from platform.audit_entry where occurred_at > $1)),
    ('offers open', (select count(*) from scheduling.seat_offer where state = 'open' and expires_at > $1)), ('offers expired', (select count(*) from scheduling.seat_offer where state = 'expired')),
    ('messages due', (select count(*) from reminders.message where state = 'due')), ('messages seen', (select count(*) from reminders.message where outcome = 'read')),
    ('clients to call', (select count(*) from reminders.message where state = 'held_back' and held_reason = 'no_consent')), ('clients told', (select count(*) from reminders.message where state = 'told' and client_id is not null)),
    ('staff called in vain', (select count(*) from reminders.message where state = 'held_back' and held_reason = 'no_account' and outcome = 'not_reached')), ('messages superseded', (select count(*) from reminders.message where state = 'superseded')),
    ('messages about what has begun', (select count(*) from reminders.message m join scheduling.session s on s.id = m.session_id where s.starts_at <= $1)),
    ('waiting', (select count(*) from scheduling.waitlist_entry where state = 'waiting')),
    ('places offered', (select count(*) from episodes.intake_offer where state = 'open' and contacted_at is null)), ('waiting for a program', (select count(*) from episodes.intake_entry where state = 'waiting')),
    ('seats left where somebody waits', (select count(*) from scheduling.session s where s.starts_at > $1 and s.group_id in (select group_id from scheduling.waitlist_entry where state = 'waiting') and s.status <> 'cancelled' and seats_taken + seats_held < capacity)),
    ('adolescents of another age', (select count(*) from clients.client c join clinics.clinic k on k.id = c.clinic_id where k.slug = 'lakeside-youth' and extract(year from age($2::date, c.birth_date)) not between 14 and 17))
  ) as found (what, n)`;

describe.each(DAYS)('the demo made on a %s (%s %s)', (_name, day, time) => {
  const now = instantOf(day as ClinicDay, wallTime(time), NEW_YORK);
  let own: TestDatabase;
  let config: Config;
  let app: Awaited<ReturnType<typeof createApp>>;

  beforeAll(async () => {
    own = await testDatabase();
    config = readConfig({ DATABASE_URL: own.url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: SECRET });
    await ensureDemo(config, now);
    app = await createApp(config, { clock: new FixedClock(now), admin: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  }, 600_000);
  afterAll(async () => {
    await app?.close();
    await own?.drop();
  });

  it('holds what it is there to show', async () => {
    const rows = await app.get(Database).rows<{ what: string; n: number }>(PLANTED, [now, clinicDayOf(now, NEW_YORK)]);
    const found = Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
    expect(found).toMatchObject({
      'clinics': 2, 'clients': 60, 'groups': 12, 'sessions owed': 1, 'closed days with sessions': 2, 'recorded ahead of time': 0, 'audited ahead of time': 0,
      'offers open': 1, 'offers expired': 1, 'waiting': 2, 'places offered': 1, 'waiting for a program': 3, 'seats left where somebody waits': 0, 'adolescents of another age': 0,
      'messages due': 1, 'messages seen': 1, 'clients to call': 2, 'clients told': 2, 'staff called in vain': 1, 'messages superseded': 2, 'messages about what has begun': 0,
    });
    expect(Object.entries(found).filter(([what, n]) => n === 0 && !['recorded ahead of time', 'audited ahead of time', 'seats left where somebody waits', 'adolescents of another age', 'messages about what has begun'].includes(what))).toEqual([]);
  });

  it('shows every standing that the hour of the week allows, and no hour is miscounted', async () => {
    const database = app.get(Database);
    const today = clinicDayOf(now, NEW_YORK);
    const week = weekStartOf(today, 1);
    const signedIn = await app.inject({ method: 'POST', url: '/api/auth/login', payload: { email: 'director@demo.stepwell.test', password: 'stepwell-demo' } });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] as string;
    const clinics = await database.rows<{ id: string; slug: string }>('select id, slug from clinics.clinic order by slug');
    const standings = new Set<string>();
    for (const first of [addDays(week, -7), week]) {
      const answer = await app.inject({ method: 'GET', url: `/api/clinics/${clinics[0]?.id}/hours?week=${first}&limit=200`, headers: { cookie } });
      for (const item of answer.json<{ items: { standing: string }[] }>().items) standings.add(item.standing);
    }
    // When the week's last session is over, nothing is ahead that somebody could be on track for.
    const isOver = today > addDays(week, 4) || (today === addDays(week, 4) && time > '17:00');
    expect([...standings].sort()).toEqual(expect.arrayContaining(isOver ? ['met', 'over', 'short'] : ['at_risk', 'met', 'on_track', 'over', 'short']));
    for (const { id } of clinics) expect(await hoursDrift(database, id, today)).toEqual([]);
  });
});
