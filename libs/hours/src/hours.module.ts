import { Module } from '@nestjs/common';
import { CompleteWeeks } from './complete-weeks.service.js';
import { EpisodeWeeks } from './episode-weeks.service.js';
import { HoursListener } from './hours.listener.js';
import { ProgramWeeks } from './program-weeks.service.js';
import { RecomputeWeeks } from './recompute-weeks.service.js';
import { RollWeeksJob } from './roll-weeks.job.js';

/** Floor 6: the week of every client, in minutes, and the ledger behind it. */
@Module({
  providers: [ProgramWeeks, RecomputeWeeks, EpisodeWeeks, CompleteWeeks, HoursListener, RollWeeksJob],
  exports: [RecomputeWeeks, CompleteWeeks],
})
export class HoursModule {}
