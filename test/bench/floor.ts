import 'reflect-metadata';
import { Body, Controller, Get, Inject, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';

const POOL = Symbol('pool');

/** A bare application: one route, one statement. What the machine, Node, Nest, Fastify, pg and PostgreSQL cost by themselves. */
@Controller()
class FloorController {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  @Get('chart/:id')
  async chart(@Param('id') id: string): Promise<unknown> {
    const { rows } = await this.pool.query({ name: 'chart', text: 'select * from clients.client where id = $1', values: [id] });
    return rows[0];
  }

  @Get('day')
  async day(@Query('clinic') clinic: string, @Query('day') day: string): Promise<unknown> {
    const { rows } = await this.pool.query({
      name: 'day',
      text: 'select * from scheduling.session where clinic_id = $1 and clinic_day = $2 order by starts_at, id limit 50',
      values: [clinic, day],
    });
    return rows;
  }

  @Post('book')
  async book(@Body() body: { id: string; clinicId: string; serviceId: string; startsAt: string; endsAt: string; day: string }): Promise<unknown> {
    await this.pool.query({
      name: 'book',
      text: `insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
        values ($1, $2, 'individual', 'Individual', $3, $4, $5, $6, 1, true)`,
      values: [body.id, body.clinicId, body.serviceId, body.startsAt, body.endsAt, body.day],
    });
    return { id: body.id };
  }

  @Post('check-in/:session')
  async checkIn(@Param('session') session: string): Promise<unknown> {
    const { rowCount } = await this.pool.query({
      name: 'check-in',
      // Checks in whoever is booked and undoes whoever is not, so that a roster met again costs what a check-in costs:
      // writing 'attended' over 'attended' would leave every index alone.
      text: `update scheduling.participation set status = case status when 'booked' then 'attended' else 'booked' end,
        recorded_at = case status when 'booked' then now() end, credited_minutes = case status when 'booked' then 60 else 0 end where session_id = $1`,
      values: [session],
    });
    return { marked: rowCount };
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
  const pool = new pg.Pool({ connectionString: url, max: 10 });
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
