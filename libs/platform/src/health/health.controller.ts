import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database } from '../database/database.js';
import { DomainError } from '../http/domain-error.js';
import { Public } from '../http/public.js';
import { Jobs } from '../jobs/jobs.js';

/** Asks the parts a request needs whether they answer. */
@Injectable()
export class Readiness {
  private closing = false;

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** From now on readiness says no, so that a proxy sends nobody here while open requests finish. */
  close(): void {
    this.closing = true;
  }

  async check(): Promise<{ database: boolean; migrations: boolean; queue: boolean; accepting: boolean }> {
    const [migrations, queue] = await Promise.all([
      this.database.maybe<{ n: number }>('select count(*)::int as n from stepwell_migration').then(
        (row) => row,
        () => undefined,
      ),
      this.jobs.ping(),
    ]);
    return { database: migrations !== undefined, migrations: (migrations?.n ?? 0) > 0, queue, accepting: !this.closing };
  }
}

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process lives. */
  @Public()
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The process can do its work: database, migrations and queue answer. */
  @Public()
  @Get('ready')
  async ready(): Promise<{ status: 'ready'; database: boolean; migrations: boolean; queue: boolean }> {
    const state = await this.readiness.check();
    if (!state.database || !state.migrations || !state.queue || !state.accepting) {
      throw new DomainError({ code: 'not-ready', status: 503, title: 'Not ready.', facts: { ...state } });
    }
    return { status: 'ready', database: true, migrations: true, queue: true };
  }
}
