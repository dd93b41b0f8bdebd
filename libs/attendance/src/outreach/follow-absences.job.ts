import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '#platform';
import { FollowAbsences } from './follow-absences.service.js';

/** Every minute: whoever stayed away is somebody's to call. */
@Injectable()
export class FollowAbsencesJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly follow: FollowAbsences,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: 'attendance.follow-absences',
      repeat: { everySeconds: 60 },
      attempts: 1,
      handle: async () => {
        await this.follow.run();
      },
    });
  }
}
