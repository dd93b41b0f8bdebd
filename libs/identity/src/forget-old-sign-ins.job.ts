import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, Jobs } from '#platform';

/** How long an ended session stays listed in the database, so that an audit entry's session can still be looked up. */
const KEEP_DAYS = 90;

/** Removes what sign-in no longer needs: sessions long ended, counts of failures long over. */
@Injectable()
export class ForgetOldSignInsJob implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.define({ name: 'identity.forget-old-sign-ins', repeat: { everySeconds: 3600 }, attempts: 1, handle: () => this.run() });
  }

  /** Safe to run twice, or by two workers at once. */
  async run(): Promise<void> {
    await this.database.transaction(async () => {
      const now = this.clock.now();
      await this.database.rows(
        `delete from identity.session where id in (select id from identity.session where expires_at < $1::timestamptz - interval '${KEEP_DAYS} days' limit 5000)`,
        [now],
      );
      await this.database.rows(
        'delete from identity.sign_in_throttle where subject in (select subject from identity.sign_in_throttle where window_ends_at < $1 and (locked_until is null or locked_until < $1) limit 5000)',
        [now],
      );
    });
  }
}
