import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError, Jobs, Logger } from '#platform';
import { ExtendSeries } from './extend-series.service.js';

/** Every six hours: open-ended series are carried on, so that there are always sessions to book into. */
@Injectable()
export class ExtendSeriesJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly extend: ExtendSeries,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.define({ name: 'scheduling.extend-series', repeat: { everySeconds: 21_600 }, handle: (_payload, report) => this.handle(report) });
  }

  /** One series that cannot be carried on (its room or staff are gone) does not keep the others back; it stays due. */
  async handle(report: (done: number, total: number) => Promise<void>): Promise<void> {
    const due = await this.extend.due();
    for (const [index, { clinicId, seriesId }] of due.entries()) {
      try {
        await this.extend.run(clinicId, seriesId);
      } catch (thrown) {
        if (!(thrown instanceof DomainError)) throw thrown;
        this.logger.failure('a series could not be carried on', thrown, { seriesId });
      }
      await report(index + 1, due.length);
    }
  }
}
