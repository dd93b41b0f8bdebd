import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../time/clock.js';

/** Something that happens later because of an event: the event's name and the job that follows from it. */
interface Subscription {
  event: string;
  job: string;
}

interface OutboxRow {
  id: string;
  clinic_id: string;
  name: string;
}

const BATCH = 200;
const KEEP_DAYS = 7;

/**
 * Hands outbox rows to the queue, in order, each at least once: a row is marked only after its jobs are in the queue,
 * and a job's key is the row's id, so handing it over again is the same job.
 */
@Injectable()
export class OutboxRelay implements OnModuleInit {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Lets a job follow every event of a name. The job gets `{ eventId, clinicId }`. */
  subscribe(event: string, job: string): void {
    this.subscriptions.push({ event, job });
  }

  onModuleInit(): void {
    this.jobs.define({ name: 'platform.relay-outbox', repeat: { everySeconds: 5 }, attempts: 1, handle: () => this.relay() });
  }

  /** Relays what waits. Two relays at once share the work: rows in hand are skipped by the other. */
  async relay(): Promise<void> {
    for (;;) {
      const relayed = await this.database.transaction(async () => {
        const rows = await this.database.rows<OutboxRow>(
          `select id, clinic_id, name from platform.outbox where relayed_at is null order by id limit ${BATCH} for update skip locked`,
        );
        for (const row of rows) {
          for (const subscription of this.subscriptions) {
            if (subscription.event === row.name) await this.jobs.enqueue(subscription.job, { eventId: row.id, clinicId: row.clinic_id }, row.id);
          }
        }
        if (rows.length > 0) {
          await this.database.rows('update platform.outbox set relayed_at = $2 where id = any($1::uuid[])', [rows.map((r) => r.id), this.clock.now()]);
        }
        return rows.length;
      });
      if (relayed < BATCH) break;
    }
    await this.database.transaction(() =>
      this.database.rows(
        `delete from platform.outbox where id in (select id from platform.outbox where relayed_at < $1::timestamptz - interval '${KEEP_DAYS} days' limit 5000)`,
        [this.clock.now()],
      ),
    );
  }
}
