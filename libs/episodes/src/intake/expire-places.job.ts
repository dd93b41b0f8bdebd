import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError, Jobs, Logger } from '#platform';
import { ExpirePlaces } from './expire-places.service.js';

/** Every minute: places whose offer is over go to the next who waits. The rows say what is due; the queue only says when to look. */
@Injectable()
export class ExpirePlacesJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly expire: ExpirePlaces,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.define({ name: 'episodes.expire-places', repeat: { everySeconds: 60 }, handle: (_payload, report) => this.handle(report) });
  }

  /** One program that cannot be settled does not keep the others back; it stays due. */
  async handle(report: (done: number, total: number) => Promise<void>): Promise<void> {
    const due = await this.expire.due();
    for (const [index, { clinicId, programId }] of due.entries()) {
      try {
        await this.expire.program(clinicId, programId);
      } catch (thrown) {
        if (!(thrown instanceof DomainError)) throw thrown;
        this.logger.failure('an intake waitlist could not be carried on', thrown, { programId });
      }
      await report(index + 1, due.length);
    }
  }
}
