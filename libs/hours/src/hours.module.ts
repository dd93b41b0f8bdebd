import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { SchedulingModule } from '#scheduling';
import { AbsenceController } from './absence/absence.controller.js';
import { ShortfallsQuery } from './absence/shortfalls.query.js';
import { ClientWeeksQuery } from './client-weeks.query.js';
import { CompleteWeeks } from './complete-weeks.service.js';
import { EpisodeWeeks } from './episode-weeks.service.js';
import { HoursBoardQuery } from './hours-board.query.js';
import { HoursController } from './hours.controller.js';
import { HoursListener } from './hours.listener.js';
import { ProgramWeeks } from './program-weeks.service.js';
import { RecomputeWeeks } from './recompute-weeks.service.js';
import { RecountMinutes } from './recount-minutes.service.js';
import { RollWeeksJob } from './roll-weeks.job.js';
import { WeekLedgerQuery } from './week-ledger.query.js';

/** Floor 6: the week of every client, in minutes, and the ledger behind it. */
@Module({
  imports: [ClinicsModule, SchedulingModule],
  controllers: [HoursController, AbsenceController],
  providers: [ProgramWeeks, RecomputeWeeks, RecountMinutes, EpisodeWeeks, CompleteWeeks, HoursListener, RollWeeksJob, HoursBoardQuery, ClientWeeksQuery, WeekLedgerQuery, ShortfallsQuery],
  exports: [RecomputeWeeks, EpisodeWeeks, CompleteWeeks],
})
export class HoursModule {}
