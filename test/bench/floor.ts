import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';

const POOL = Symbol('pool');

/** What a chart is made of: the client, the stays with program, prescriptions and care team. */
const CHART = `
select c.*, (
  select json_agg(s) from (
    select e.*, p.name as program_name,
      (select json_agg(h order by h.effective_from) from episodes.prescribed_hours h where h.episode_id = e.id) as prescriptions,
      (select json_agg(json_build_object('id', m.id, 'role', m.role, 'from', m.from_day, 'to', m.to_day, 'given', t.given_name, 'family', t.family_name) order by m.from_day)
        from episodes.care_team_member m join team.staff t on t.id = m.staff_id where m.episode_id = e.id) as team
    from episodes.episode e join programs.program p on p.id = e.program_id where e.client_id = c.id order by e.admitted_on desc) s) as stays
from clients.client c where c.id = $1`;

/** A day as a list shows it: the sessions, what they refer to by name, their staff. */
const DAY = `
select s.id, s.kind, s.title, s.service_id, v.name as service_name, s.program_id, s.group_id, s.series_id, s.starts_at, s.ends_at, s.clinic_day, s.room_id,
  r.name as room_name, s.telehealth, s.capacity, s.seats_taken, s.status, s.version,
  (select json_agg(json_build_object('id', w.id, 'name', w.given_name || ' ' || w.family_name)) from scheduling.session_staff t join team.staff w on w.id = t.staff_id
    where t.session_id = s.id) as staff
from (select * from scheduling.session where clinic_id = $1 and clinic_day = $2 order by starts_at, id limit 50) s
join programs.service v on v.id = s.service_id left join clinics.room r on r.id = s.room_id
order by s.starts_at, s.id`;

/** The rows a booking is: the session, its clinician, its client. */
const BOOK = `
with s as (
  insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
  values ($1, $2, 'individual', 'Individual', $3, $4, $5, $6, 1, true)
), t as (
  insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live) values ($1, $7, $2, 1, $4, $5, true)
)
insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live) values ($9, $2, $1, $8, $4, $5, true)`;

/** The rows a check-in is: the places, a mark and a ledger entry for each, the weeks. Nothing is looked at, nothing is held, nothing is added up. */
const CHECK_IN = `
with place as (
  update scheduling.participation set status = 'attended', recorded_at = now(), recorded_by_name = 'Floor', credited_minutes = 60, version = version + 1
  where session_id = $1 returning id, clinic_id, session_id, episode_id, starts_at
), marked as (
  insert into attendance.mark (id, clinic_id, participation_id, session_id, kind, before_status, after_status, before_minutes, after_minutes, marked_at, marked_by_name)
  select gen_random_uuid(), clinic_id, id, session_id, 'check_in', 'booked', 'attended', 0, 60, now(), 'Floor' from place
), entered as (
  insert into hours.ledger_entry (id, clinic_id, episode_id, participation_id, session_id, service_day, minutes, kind, rule_version, author_name, recorded_at)
  select gen_random_uuid(), clinic_id, episode_id, id, session_id, starts_at::date, 60, 'credit', 'floor', 'Floor', now() from place
)
update hours.client_week w set attended_minutes = w.attended_minutes + 60, planned_minutes = w.planned_minutes - 60
from place p where w.episode_id = p.episode_id and w.week_start = date_trunc('week', p.starts_at)::date`;

/** A bare application: one route, one statement. What the machine, Node, Nest, Fastify, pg and PostgreSQL cost by themselves. */
@Controller()
class FloorController {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  @Get('chart/:id')
  async chart(@Param('id') id: string): Promise<unknown> {
    const { rows } = await this.pool.query({ name: 'chart', text: CHART, values: [id] });
    return rows[0];
  }

  @Get('day')
  async day(@Query('clinic') clinic: string, @Query('day') day: string): Promise<unknown> {
    const { rows } = await this.pool.query({ name: 'day', text: DAY, values: [clinic, day] });
    return rows;
  }

  @Post('book')
  async book(@Body() body: { clinicId: string; serviceId: string; startsAt: string; endsAt: string; day: string; staffId: string; clientId: string }): Promise<unknown> {
    const id = randomUUID();
    await this.pool.query({
      name: 'book',
      text: BOOK,
      values: [id, body.clinicId, body.serviceId, body.startsAt, body.endsAt, body.day, body.staffId, body.clientId, randomUUID()],
    });
    return { id };
  }

  @Post('series')
  async series(@Body() body: { key: number; clinicId: string; serviceId: string; staffId: string; firstClient: number; day: string; hour: number }): Promise<unknown> {
    await this.pool.query({
      name: 'series',
      text: `with s as (
          insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
          select gen_random_uuid(), $1, 'group', 'Group', $2, t, t + interval '1 hour', d::date, 12, true
          from generate_series(0, 15) w cross join (values (0), (2), (4)) x(n), lateral (select $4::date + w * 7 + x.n as d) dd,
            lateral (select (d + make_interval(hours => $5::int)) at time zone 'America/New_York' as t) tt
          returning id, clinic_id, starts_at, ends_at, live
        ), t as (
          insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $3, clinic_id, starts_at, ends_at, live from s
        )
        insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live)
        select gen_random_uuid(), clinic_id, id, ('00000003-0000-7000-8000-' || lpad(to_hex($6::int + c), 12, '0'))::uuid, starts_at, ends_at, live from s cross join generate_series(0, 9) c`,
      values: [body.clinicId, body.serviceId, body.staffId, body.day, body.hour, body.firstClient],
    });
    return { key: body.key };
  }

  @Get('busy')
  async busy(@Query('staff') staff: string, @Query('client') client: string, @Query('clinic') clinic: string, @Query('from') from: string): Promise<unknown> {
    const { rows } = await this.pool.query({
      name: 'busy',
      text: `select room_id as who, starts_at, ends_at from scheduling.session where clinic_id = $3 and clinic_day between $4::date and $4::date + 13 and room_id is not null
        union all select staff_id, starts_at, ends_at from scheduling.session_staff where staff_id = $1 and starts_at >= $4::date and starts_at < $4::date + 14
        union all select client_id, starts_at, ends_at from scheduling.participation where client_id = $2 and starts_at >= $4::date and starts_at < $4::date + 14`,
      values: [staff, client, clinic, from],
    });
    return rows;
  }

  @Post('check-in/:session')
  async checkIn(@Param('session') session: string): Promise<unknown> {
    const { rowCount } = await this.pool.query({ name: 'check-in', text: CHECK_IN, values: [session] });
    return { weeks: rowCount };
  }

  @Get('board')
  async board(@Query('clinic') clinic: string, @Query('week') week: string): Promise<unknown> {
    const { rows } = await this.pool.query({
      name: 'board',
      text: 'select * from hours.client_week where clinic_id = $1 and week_start = $2 order by prescribed_minutes - attended_minutes desc, episode_id limit 50',
      values: [clinic, week],
    });
    return rows;
  }

  @Get('make-ups/:client')
  async makeUps(@Param('client') client: string, @Query('clinic') clinic: string, @Query('week') week: string): Promise<unknown> {
    const { rows } = await this.pool.query({
      name: 'make-ups',
      text: `select s.* from scheduling.session s
        where s.clinic_id = $2 and s.clinic_day >= $3 and s.clinic_day < $3::date + 7 and s.starts_at > now() and s.seats_taken < s.capacity and s.status <> 'cancelled'
          and not exists (select from scheduling.participation p where p.client_id = $1 and p.starts_at < s.ends_at and p.ends_at > s.starts_at and p.live)
        order by s.starts_at limit 20`,
      values: [client, clinic, week],
    });
    return rows;
  }

  @Get('search')
  async search(@Query('clinic') clinic: string, @Query('q') q: string): Promise<unknown> {
    const { rows } = await this.pool.query({
      name: 'search',
      text: `select * from clients.client where clinic_id = $1 and search_text ilike '%' || $2 || '%' limit 20`,
      values: [clinic, q],
    });
    return rows;
  }
}

/** Starts the floor on a free port of this machine. */
export async function startFloor(url: string): Promise<{ url: string; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'floor' });
  @Module({ controllers: [FloorController], providers: [{ provide: POOL, useValue: pool }] })
  class FloorModule {}
  const app = await NestFactory.create<NestFastifyApplication>(FloorModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    close: async () => {
      await app.close();
      await pool.end();
    },
  };
}

if (process.argv[2] === 'serve') {
  void startFloor(process.env['DATABASE_URL'] as string).then((floor) => process.send?.({ url: floor.url }));
}
