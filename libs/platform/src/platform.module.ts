import { Global, Module, type DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditCheckpoints } from './audit/audit-checkpoints.js';
import { AuditSealer } from './audit/audit-sealer.js';
import { AuditEntriesQuery } from './audit/audit-entries.query.js';
import { AuditTrail } from './audit/audit-trail.js';
import { AuditVerifier } from './audit/audit-verifier.js';
import { VerifyTrail } from './audit/verify-trail.service.js';
import type { Config } from './config/config.js';
import { Settings } from './config/settings.js';
import { createDataSource, createReadPool } from './database/data-source.js';
import { Database } from './database/database.js';
import { DomainEvents } from './events/domain-events.js';
import { OutboxRelay } from './events/outbox-relay.js';
import { Signals } from './events/signals.js';
import { HealthController, Readiness } from './health/health.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.js';
import { Jobs } from './jobs/jobs.js';
import { Logger } from './log/logger.js';
import { Clock } from './time/clock.js';
import { CONFIG } from './tokens.js';

/** Floor 0: what every module stands on. */
@Global()
@Module({})
export class PlatformModule {
  /** @param clock another clock than the machine's: tests, and building history. */
  static forRoot(config: Config, clock?: Clock): DynamicModule {
    const shared = [Database, AuditTrail, AuditSealer, AuditVerifier, VerifyTrail, AuditEntriesQuery, Settings, DomainEvents, OutboxRelay, Signals, Jobs, Logger, Clock, Readiness, IdempotencyInterceptor];
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        clock ? { provide: Clock, useValue: clock } : Clock,
        Logger,
        {
          provide: DataSource,
          useFactory: async () => createDataSource(config.databaseUrl).initialize(),
        },
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) =>
            new Database(dataSource, createReadPool(config.databaseUrl), createReadPool(config.databaseUrl, { planned: true }), (dataSource.driver as unknown as { master: pg.Pool }).master),
        },
        AuditTrail,
        AuditSealer,
        AuditCheckpoints,
        AuditVerifier,
        VerifyTrail,
        AuditEntriesQuery,
        Settings,
        DomainEvents,
        OutboxRelay,
        Signals,
        Jobs,
        Readiness,
        IdempotencyInterceptor,
      ],
      exports: [CONFIG, DataSource, ...shared],
    };
  }
}
