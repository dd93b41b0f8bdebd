import { Inject, Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue, Worker, createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions, type Job } from 'bullmq';
import type { Config } from '../config/config.js';
import { runAsSystem } from '../http/request-context.js';
import { SteadyClient } from '../database/data-source.js';
import { Logger } from '../log/logger.js';
import { CONFIG } from '../tokens.js';

/** A payload: ids, days and numbers only. The handler reads the state afresh and may run twice. */
export type JobPayload = Record<string, string | number | boolean | null>;

/** A kind of background work. */
export interface JobDefinition<P extends JobPayload = JobPayload> {
  /** `<module>.<verb-noun>`. */
  name: string;
  /** Repeats by itself: every so many seconds, or by a cron pattern in a time zone. */
  repeat?: { everySeconds: number } | { pattern: string; timeZone: string };
  /** Attempts before it is given up (3 unless said), ten seconds apart and doubling. */
  attempts?: number;
  handle(payload: P, report: (done: number, total: number) => Promise<void>): Promise<void>;
}

const QUEUE = 'stepwell';

/** How often a worker looks whether its schedules are still there, ms. */
const KEEP_SCHEDULES_MS = 15_000;

/**
 * Background work on BullMQ: on Redis when REDIS_URL is given, else on BullMQ's own PostgreSQL backend. No truth lives
 * here: what must happen is a row in PostgreSQL that a sweep finds again if the queue is lost.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly definitions = new Map<string, JobDefinition>();
  private queue: Queue | undefined;
  private worker: Worker | undefined;
  private keeper: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** Makes a kind of work known. Call when the module starts, in every role: a job without a handler stops the start. */
  define<P extends JobPayload>(definition: JobDefinition<P>): void {
    if (this.definitions.has(definition.name)) throw new Error(`Two jobs are called ${definition.name}.`);
    this.definitions.set(definition.name, definition as unknown as JobDefinition);
  }

  /** The kinds of work known. */
  names(): string[] {
    return [...this.definitions.keys()];
  }

  /**
   * Hands work to the queue. `key` makes it one: the same key while one waits is the same job.
   * @throws when nobody defined the name.
   */
  async enqueue<P extends JobPayload>(name: string, payload: P, key?: string): Promise<void> {
    const definition = this.definitions.get(name);
    if (!definition) throw new Error(`No handler is defined for the job ${name}.`);
    await this.ready().add(name, payload, {
      attempts: definition.attempts ?? 3,
      backoff: { type: 'exponential', delay: 10_000 },
      removeOnComplete: { age: 86_400, count: 1000 },
      removeOnFail: { age: 14 * 86_400, count: 5000 },
      ...(key === undefined ? {} : { jobId: `${name}-${key}`.replaceAll(':', '-') }),
    });
  }

  /** Whether the queue answers: for readiness. */
  async ping(): Promise<boolean> {
    try {
      await Promise.race([
        this.ready().getJobCounts('waiting'),
        new Promise((_resolve, reject) => setTimeout(() => reject(new Error('queue did not answer')), 2000).unref()),
      ]);
      return true;
    } catch {
      return false;
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    this.queue = new Queue(QUEUE, { connection: this.connection() });
    this.queue.on('error', (error) => this.logger.failure('queue trouble', error));
    if (this.config.role === 'api') return;
    await this.laySchedules(this.queue);
    for (const scheduler of await this.queue.getJobSchedulers()) {
      const known = this.definitions.get(scheduler.key);
      if (!known?.repeat) await this.queue.removeJobScheduler(scheduler.key);
    }
    this.worker = new Worker(QUEUE, (job) => this.run(job), { connection: this.connection(), concurrency: 4 });
    const queue = this.queue;
    this.keeper = setInterval(() => {
      this.laySchedules(queue, true).catch((error: unknown) => this.logger.failure('schedules could not be laid', error));
    }, KEEP_SCHEDULES_MS);
    this.keeper.unref();
    this.worker.on('error', (error) => this.logger.failure('worker trouble', error));
    this.worker.on('failed', (job, error) => this.logger.failure('job failed', error, { job: job?.name ?? null, id: job?.id ?? null, attempt: job?.attemptsMade ?? null }));
  }

  /** Lays the schedules that are not there: all at the first start, and again when Redis was lost under a running worker. */
  private async laySchedules(queue: Queue, onlyMissing = false): Promise<void> {
    for (const definition of this.definitions.values()) {
      if (!definition.repeat) continue;
      if (onlyMissing && (await queue.getJobScheduler(definition.name))) continue;
      const repeat =
        'everySeconds' in definition.repeat
          ? { every: definition.repeat.everySeconds * 1000 }
          : { pattern: definition.repeat.pattern, tz: definition.repeat.timeZone };
      await queue.upsertJobScheduler(definition.name, repeat, {
        name: definition.name,
        data: {},
        opts: { removeOnComplete: { count: 50 }, removeOnFail: { age: 14 * 86_400, count: 500 } },
      });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.keeper);
    await this.worker?.close();
    await this.queue?.close();
  }

  private async run(job: Job): Promise<void> {
    const definition = this.definitions.get(job.name);
    if (!definition) throw new Error(`No handler is defined for the job ${job.name}.`);
    await runAsSystem(`job-${job.name}-${job.id ?? ''}`, () =>
      definition.handle(job.data as JobPayload, async (done, total) => {
        await job.updateProgress({ done, total });
      }),
    );
  }

  private ready(): Queue {
    if (!this.queue) throw new Error('The queue is not open yet.');
    return this.queue;
  }

  private connection(): ConnectionOptions {
    if (this.config.redisUrl !== null) return { url: this.config.redisUrl, maxRetriesPerRequest: null } as ConnectionOptions;
    setDefaultBackendFactory(createPostgresBackend as never);
    return { connectionString: this.config.databaseUrl, Client: SteadyClient, schema: 'jobs', migrate: true, max: 4 } as unknown as ConnectionOptions;
  }
}
