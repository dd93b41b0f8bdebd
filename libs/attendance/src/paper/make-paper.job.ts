import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '#platform';
import { MakePaper } from './make-paper.service.js';

const EVERY_SECONDS = 600;

/** Tomorrow's rosters on paper: the evening comes to each clinic at its own hour, so it looks every ten minutes. */
@Injectable()
export class MakePaperJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly paper: MakePaper,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: 'attendance.make-paper',
      repeat: { everySeconds: EVERY_SECONDS },
      handle: async (_payload, report) => {
        await this.paper.sweep(report);
      },
    });
  }
}
