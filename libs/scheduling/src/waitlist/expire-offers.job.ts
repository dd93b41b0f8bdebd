import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError, Jobs, Logger } from '#platform';
import { ExpireOffers } from './expire-offers.service.js';

/** Every minute: offers whose time is up go to the next who waits. The rows say what is due; the queue only says when to look. */
@Injectable()
export class ExpireOffersJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly expire: ExpireOffers,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.define({ name: 'scheduling.expire-offers', repeat: { everySeconds: 60 }, handle: (_payload, report) => this.handle(report) });
  }

  /** One group that cannot be settled does not keep the others back; it stays due. */
  async handle(report: (done: number, total: number) => Promise<void>): Promise<void> {
    const due = await this.expire.due();
    for (const [index, { clinicId, groupId }] of due.entries()) {
      try {
        await this.expire.group(clinicId, groupId);
      } catch (thrown) {
        if (!(thrown instanceof DomainError)) throw thrown;
        this.logger.failure('a waitlist could not be carried on', thrown, { groupId });
      }
      await report(index + 1, due.length);
    }
  }
}
