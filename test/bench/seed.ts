import pg from 'pg';

/** How large the measured clinic is. */
export interface Size {
  clients: number;
  openEpisodes: number;
  staff: number;
  rooms: number;
  /** Past sessions of ten booked clients each, one roster for each check-in measured. */
  rosters: number;
  /** Weeks behind it with three sessions a group, attended, marked and credited. */
  weeksBehind: number;
  /** Charts opened so far, each with its entry in the audit trail. */
  chartsOpened: number;
}

export const FULL: Size = { clients: 100_000, openEpisodes: 5_000, staff: 500, rooms: 50, rosters: 12_000, weeksBehind: 4, chartsOpened: 200_000 };

/** The same clinic with fewer clients: as many staff and rooms, one client in twenty in care, the same past for each. */
export function sizeWith(clients: number): Size {
  const openEpisodes = Math.ceil((clients * FULL.openEpisodes) / FULL.clients / 10) * 10;
  return { ...FULL, clients, openEpisodes, rosters: (openEpisodes * FULL.rosters) / FULL.openEpisodes, chartsOpened: clients * 2 };
}

/** What the measured requests need to know. */
export interface Seeded {
  clinicId: string;
  programId: string;
  serviceId: string;
  groupServiceId: string;
  weekStart: string;
  today: string;
}

/** An id that can be told from its number: the rows of a kind are numbered from 1. */
export const id = (kind: number, number: number): string => `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

const sqlId = (kind: number, number: string): string => `('${kind.toString(16).padStart(8, '0')}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

export const KIND = { clinic: 1, room: 2, client: 3, staff: 4, program: 5, service: 6, episode: 7, session: 8, participation: 9, policy: 10 } as const;

/** The member of staff whose account the load uses. */
export const LOAD_STAFF = id(KIND.staff, 900_000);

/** Fills an empty, migrated database. Everything hangs on numbers, so two runs make the same clinic. */
export async function seed(url: string, size: Size, now: Date): Promise<Seeded> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = (sql: string, params: unknown[] = []): Promise<unknown> => client.query(sql, params);
  const clinicId = id(KIND.clinic, 1);
  const programId = id(KIND.program, 1);
  const serviceId = id(KIND.service, 1);
  const groupServiceId = id(KIND.service, 2);
  const { rows } = await client.query<{ today: string; week: string }>(
    `select ($1::timestamptz at time zone 'America/New_York')::date as today, date_trunc('week', $1::timestamptz at time zone 'America/New_York')::date as week`,
    [now],
  );
  const { today, week } = rows[0] as { today: string; week: string };
  try {
    await run('begin');
    await run(`insert into clinics.clinic (id, name, slug, time_zone) values ($1, 'Bench Clinic', 'bench', 'America/New_York')`, [clinicId]);
    await run(
      `insert into clinics.room (id, clinic_id, name, capacity) select ${sqlId(KIND.room, 'n')}, $1, 'Room ' || n, 12 from generate_series(1, $2::int) n`,
      [clinicId, size.rooms],
    );
    await run(
      `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, d, '00:00', '23:59' from generate_series(1, 7) d`,
      [clinicId],
    );
    await run(
      `insert into clients.client (id, clinic_id, chart_number, given_name, family_name, preferred_name, birth_date, phone)
       select ${sqlId(KIND.client, 'n')}, $1, 'B-' || lpad(n::text, 6, '0'),
         (array['Maria','James','Wei','Aisha','Lucas','Nora','Emeka','Sofia','Daniel','Yuki','Priya','Omar','Elena','Tomas','Grace','Ivan','Chloe','Mateo','Hannah','Kofi'])[1 + n % 20] || case when n % 7 = 0 then ' Lee' else '' end,
         (array['Smith','Garcia','Nguyen','O''Hara','Kowalski','Haddad','Johansson','Okafor','Silva','Tanaka','Mueller','Petrov','Rossi','Dubois','Cohen','Ali','Novak','Brown','Kim','Lopez'])[1 + (n / 20) % 20]
           || (array['','son','ez','berg','man','ski','well','ford','ton','ley'])[1 + (n / 400) % 10],
         case when n % 3 = 0 then 'Pat' || (n % 97) end,
         date '1950-01-01' + (n * 37 % 20000), '555' || lpad((n * 7919 % 10000000)::text, 7, '0')
       from generate_series(1, $2::int) n`,
      [clinicId, size.clients],
    );
    await run(
      `insert into team.staff (id, clinic_id, given_name, family_name, discipline) select ${sqlId(KIND.staff, 'n')}, $1, 'Staff', 'Number ' || n, 'therapist' from generate_series(1, $2::int) n`,
      [clinicId, size.staff],
    );
    await run(
      `insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from)
       select gen_random_uuid(), $1, ${sqlId(KIND.staff, 'n')}, d, '00:00', '23:59', '2020-01-01' from generate_series(1, $2::int) n, generate_series(1, 7) d`,
      [clinicId, size.staff],
    );
    await run(
      `insert into team.credential (id, clinic_id, staff_id, kind, number, issued_on, expires_on)
       select gen_random_uuid(), $1, ${sqlId(KIND.staff, 'n')}, 'license', 'N' || n, '2020-01-01', '2099-12-31' from generate_series(1, $2::int) n`,
      [clinicId, size.staff],
    );
    await run(`insert into programs.program (id, clinic_id, name, code, population, track) values ($1, $2, 'Adult day', 'AD', 'adult', 'mental_health')`, [programId, clinicId]);
    await run(
      `insert into programs.policy_version (id, clinic_id, program_id, number, effective_from, week_starts_on, program_weekdays, weekly_min_minutes,
         weekly_max_minutes, days_min, days_max, day_min_minutes, prorate_partial_weeks, group_capacity, parameters)
       values (${sqlId(KIND.policy, '1')}, $1, $2, 1, '2020-01-01', 1, '{1,2,3,4,5}', 540, 1200, 3, 5, 180, true, 10, '{}')`,
      [clinicId, programId],
    );
    await run(
      `insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity)
       values ($2, $1, 'Individual therapy', 'individual', 'individual_therapy', true, 60, 1), ($3, $1, 'Process group', 'group', 'group_therapy', true, 60, 12)`,
      [clinicId, serviceId, groupServiceId],
    );
    await run(
      `insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on)
       select ${sqlId(KIND.episode, 'n')}, $1, ${sqlId(KIND.client, 'n')}, $2, $4::date - 56 from generate_series(1, $3::int) n`,
      [clinicId, programId, size.openEpisodes, week],
    );
    await run(
      `insert into episodes.prescribed_hours (id, clinic_id, episode_id, effective_from, minutes_per_week, days_per_week)
       select gen_random_uuid(), $1, ${sqlId(KIND.episode, 'n')}, $3::date - 56, case when n % 10 = 0 then 630 else 540 end, 3 from generate_series(1, $2::int) n`,
      [clinicId, size.openEpisodes, week],
    );
    await run(
      `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day)
       select gen_random_uuid(), $1, ${sqlId(KIND.episode, 'n')}, ${sqlId(KIND.staff, '1 + n % $3::int')}, 'therapist', true, $4::date - 56 from generate_series(1, $2::int) n`,
      [clinicId, size.openEpisodes, size.staff, week],
    );
    // Whoever the load comes from is on every care team beside them: their role alone opens no chart.
    await run(`insert into team.staff (id, clinic_id, given_name, family_name, discipline) values ($2, $1, 'Bench', 'Load', 'case_manager')`, [clinicId, LOAD_STAFF]);
    await run(
      `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day)
       select gen_random_uuid(), $1, ${sqlId(KIND.episode, 'n')}, $3, 'case_manager', false, $4::date - 56 from generate_series(1, $2::int) n`,
      [clinicId, size.openEpisodes, LOAD_STAFF, week],
    );
    // This week: three hours on three days for each ten clients; and rosters of the past, one after the other, for check-in.
    await session(run, clinicId, programId, groupServiceId, size, week);
    await openSeats(run, clinicId, programId, groupServiceId, size, week);
    await past(run, clinicId, programId, groupServiceId, size, week);
    await fullHouse(run, clinicId, serviceId, size, today);
    await run('commit');
  } finally {
    await client.end();
  }
  return { clinicId, programId, serviceId, groupServiceId, weekStart: week, today };
}

type Run = (sql: string, params?: unknown[]) => Promise<unknown>;

const SESSION_COLUMNS = 'id, clinic_id, kind, title, service_id, program_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours';

/** Evening groups of the weekend with seats left, for each tenth client, who is asked for an hour and a half more than is booked. */
async function openSeats(run: (sql: string, params?: unknown[]) => Promise<unknown>, clinicId: string, programId: string, serviceId: string, size: Size, week: string): Promise<void> {
  await run(
    `insert into scheduling.session (id, clinic_id, kind, title, service_id, program_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
     select gen_random_uuid(), $1, 'group', 'Evening group ' || g, $2, $3, t, t + interval '90 minutes', day, 12, true
     from generate_series(1, $4::int) g, lateral (select $5::date + 4 + g % 3 as day) d, lateral (select (day + time '18:00') at time zone 'America/New_York' as t) at`,
    [clinicId, serviceId, programId, Math.ceil(size.openEpisodes / 20), week],
  );
}

async function session(run: Run, clinicId: string, programId: string, serviceId: string, size: Size, week: string): Promise<void> {
  const groups = Math.ceil(size.openEpisodes / 10);
  // 3 sessions a group and week: Monday, Wednesday, Friday at 14:00 to 17:00 in New York.
  await run(
    `insert into scheduling.session (${SESSION_COLUMNS})
     select ${sqlId(KIND.session, '1000000 + g * 10 + d')}, $1, 'group', 'Process group ' || g, $2, $3, t, t + interval '3 hours', $5::date + d, 12, true
     from generate_series(0, $4::int - 1) g, (values (0), (2), (4)) days(d),
       lateral (select (($5::date + d) + time '14:00') at time zone 'America/New_York' as t) at`,
    [clinicId, serviceId, programId, groups, week],
  );
  await run(
    `insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
     select gen_random_uuid(), $1, s.id, ${sqlId(KIND.client, 'g * 10 + c')}, ${sqlId(KIND.episode, 'g * 10 + c')}, s.starts_at, s.ends_at, true
     from generate_series(0, $2::int - 1) g, (values (0), (2), (4)) days(d), generate_series(1, 10) c
     join scheduling.session s on true where s.id = ${sqlId(KIND.session, '1000000 + g * 10 + d')}`,
    [clinicId, groups],
  );
  await run(
    `insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live)
     select s.id, ${sqlId(KIND.staff, '1 + g % $3::int')}, $1, 1, s.starts_at, s.ends_at, true
     from generate_series(0, $2::int - 1) g, (values (0), (2), (4)) days(d) join scheduling.session s on true where s.id = ${sqlId(KIND.session, '1000000 + g * 10 + d')}`,
    [clinicId, groups, size.staff],
  );
  // Rosters to check in: an hour each, on Tuesdays and Thursdays of the weeks behind; the (r / groups)-th of group r % groups.
  await run(
    `insert into scheduling.session (${SESSION_COLUMNS})
     select ${sqlId(KIND.session, '2000000 + r')}, $1, 'group', 'Skills group ' || (r % $4::int), $2, $3, t, t + interval '1 hour', (t at time zone 'America/New_York')::date, 12, true
     from generate_series(0, $6::int - 1) r,
       lateral (select r / $4::int % $7::int as w, r / $4::int / $7::int as k) nth,
       lateral (select ($5::date - 14 - 7 * w + 1 + k % 2 * 2 + time '09:00' + k / 2 * interval '1 hour') at time zone 'America/New_York' as t) at`,
    [clinicId, serviceId, programId, groups, week, size.rosters, size.weeksBehind],
  );
  await run(
    `insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
     select ${sqlId(KIND.participation, 'r * 16 + c')}, $1, s.id, ${sqlId(KIND.client, '(r % $2::int) * 10 + c')}, ${sqlId(KIND.episode, '(r % $2::int) * 10 + c')}, s.starts_at, s.ends_at, true
     from generate_series(0, $3::int - 1) r join scheduling.session s on s.id = ${sqlId(KIND.session, '2000000 + r')}, generate_series(1, 10) c`,
    [clinicId, groups, size.rosters],
  );
}

/**
 * The seven days from today on: four of five rooms taken each hour from nine to eight, by a clinician and a client who is in
 * no program. Sessions booked by the bench begin after them.
 */
async function fullHouse(run: Run, clinicId: string, serviceId: string, size: Size, today: string): Promise<void> {
  const taken = Math.floor(size.rooms * 0.8);
  await run(
    `insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours, room_id, room_shareable)
     select ${sqlId(KIND.session, '4000000 + (d * 24 + h) * 1000 + r')}, $1, 'individual', 'Individual', $2, t, t + interval '1 hour', $4::date + d, 1, true, ${sqlId(KIND.room, '1 + (r + d + h) % $5::int')}, false
     from generate_series(0, 6) d, generate_series(9, 19) h, generate_series(0, $3::int - 1) r,
       lateral (select (($4::date + d) + h * interval '1 hour') at time zone 'America/New_York' as t) at
     -- The process groups have every clinician.
     where not (extract(isodow from $4::date + d) in (1, 3, 5) and h between 14 and 16)`,
    [clinicId, serviceId, taken, today, size.rooms],
  );
  const each = `from scheduling.session s, generate_series(0, 6) d, generate_series(9, 19) h, generate_series(0, $2::int - 1) r where s.id = ${sqlId(KIND.session, '4000000 + (d * 24 + h) * 1000 + r')}`;
  const nth = '((d * 11 + h) * $2::int + r)';
  await run(
    `insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live)
     select s.id, ${sqlId(KIND.staff, `1 + ${nth} % $3::int`)}, $1, 1, s.starts_at, s.ends_at, true ${each}`,
    [clinicId, taken, size.staff],
  );
  await run(
    `insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live)
     select gen_random_uuid(), $1, s.id, ${sqlId(KIND.client, `$3::int + 1 + ${nth} % $4::int`)}, s.starts_at, s.ends_at, true ${each}`,
    [clinicId, taken, size.openEpisodes, size.clients - size.openEpisodes],
  );
}

/** What a clinic of this size has behind it: people were there, marks and ledger say so, charts were opened. */
async function past(run: Run, clinicId: string, programId: string, serviceId: string, size: Size, week: string): Promise<void> {
  const groups = Math.ceil(size.openEpisodes / 10);
  await run(
    `insert into scheduling.session (${SESSION_COLUMNS})
     select ${sqlId(KIND.session, '3000000 + (w * $4::int + g) * 10 + d')}, $1, 'group', 'Process group ' || g, $2, $3, t, t + interval '3 hours', $5::date - 7 * w + d, 12, true
     from generate_series(2, $6::int + 1) w, generate_series(0, $4::int - 1) g, (values (0), (2), (4)) days(d),
       lateral (select (($5::date - 7 * w + d) + time '14:00') at time zone 'America/New_York' as t) at`,
    [clinicId, serviceId, programId, groups, week, size.weeksBehind],
  );
  await run(
    `insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live, status, credited_minutes, recorded_at, recorded_by_name)
     select gen_random_uuid(), $1, s.id, ${sqlId(KIND.client, 'g * 10 + c')}, ${sqlId(KIND.episode, 'g * 10 + c')}, s.starts_at, s.ends_at, true, 'attended', 180, s.starts_at, 'Bench'
     from generate_series(2, $3::int + 1) w, generate_series(0, $2::int - 1) g, (values (0), (2), (4)) days(d)
     join scheduling.session s on true, generate_series(1, 10) c where s.id = ${sqlId(KIND.session, '3000000 + (w * $2::int + g) * 10 + d')}`,
    [clinicId, groups, size.weeksBehind],
  );
  await run(
    `with told as (
       insert into attendance.mark (id, clinic_id, participation_id, session_id, kind, before_status, after_status, before_minutes, after_minutes, marked_at, marked_by_name)
       select gen_random_uuid(), clinic_id, id, session_id, 'check_in', 'booked', status, 0, credited_minutes, recorded_at, 'Bench'
       from scheduling.participation where clinic_id = $1 and status = 'attended' returning id, participation_id)
     select count(*) from told`,
    [clinicId],
  );
  await run(
    `insert into hours.ledger_entry (id, clinic_id, episode_id, participation_id, session_id, service_day, minutes, kind, rule_version, mark_id, author_name, recorded_at)
     select gen_random_uuid(), m.clinic_id, p.episode_id, p.id, p.session_id, s.clinic_day, m.after_minutes, 'credit', 'bench', m.id, 'Bench', m.marked_at
     from attendance.mark m join scheduling.participation p on p.id = m.participation_id join scheduling.session s on s.id = p.session_id where m.clinic_id = $1`,
    [clinicId],
  );
  await run(
    `insert into platform.audit_entry (id, clinic_id, occurred_at, actor_kind, actor_user_id, actor_name, action, subject_type, subject_id, client_id)
     select ('018f0000-' || lpad(to_hex(n / 65536), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, $3::date - ($2::int - n) * interval '10 seconds', 'user',
       ${sqlId(KIND.staff, '1 + n % 40')}, 'Staff ' || n % 40, 'episodes.chart-opened', 'client', c, c
     from generate_series(1, $2::int) n, lateral (select ${sqlId(KIND.client, '1 + n % $4::int')} as c) of`,
    [clinicId, size.chartsOpened, week, size.openEpisodes],
  );
}

/** Statistics of every table that holds something, as a clinic of this age has them; of an empty one they would say that it stays empty. */
export async function gatherStatistics(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where schemaname not in ('public', 'jobs') order by 1`,
    );
    for (const { name } of rows) {
      const filled = await client.query(`select 1 from ${name} limit 1`);
      if (filled.rows.length > 0) await client.query(`vacuum analyze ${name}`);
    }
  } finally {
    await client.end();
  }
}
