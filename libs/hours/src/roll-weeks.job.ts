import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '#platform';
import { CompleteWeeks } from './complete-weeks.service.js';

const HOUR_SECONDS = 3600;

/** Opens the coming weeks of every clinic. Hourly, as midnight comes to each clinic at its own hour; mostly there is nothing to do. */
@Injectable()
export class RollWeeksJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly weeks: CompleteWeeks,
  ) {}

  onModuleInit(): void {
    this.jobs.define({ name: 'hours.roll-weeks', repeat: { everySeconds: HOUR_SECONDS }, handle: (_payload, report) => this.weeks.roll(report) });
  }
}
