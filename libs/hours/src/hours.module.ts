import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { ProgramsModule } from '#programs';
import { SchedulingModule } from '#scheduling';
import { AbsenceController } from './absence/absence.controller.js';
import { ShortfallsQuery } from './absence/shortfalls.query.js';
import { AuthorizationUseController } from './authorization/authorization-use.controller.js';
import { AuthorizationsWithUseQuery } from './authorization/authorizations-with-use.query.js';
import { AuthorizedDaysQuery } from './authorization/authorized-days.query.js';
import { BookMakeUp } from './book-make-up.service.js';
import { ClientWeeksQuery } from './client-weeks.query.js';
import { CompleteWeeks } from './complete-weeks.service.js';
import { DeliveredHoursController } from './delivered-hours.controller.js';
import { DeliveredHoursQuery } from './delivered-hours.query.js';
import { EpisodeWeeks } from './episode-weeks.service.js';
import { ForecastBoardQuery } from './forecast-board.query.js';
import { ForecastController } from './forecast.controller.js';
import { HoursBoardQuery } from './hours-board.query.js';
import { HoursController } from './hours.controller.js';
import { HoursListener } from './hours.listener.js';
import { MakeUpsController } from './make-ups.controller.js';
import { MakeUpsQuery } from './make-ups.query.js';
import { PolicySimulationController } from './policy-simulation.controller.js';
import { ProgramWeeks } from './program-weeks.service.js';
import { RecomputeWeeks } from './recompute-weeks.service.js';
import { RecountMinutes } from './recount-minutes.service.js';
import { RollWeeksJob } from './roll-weeks.job.js';
import { SimulatePolicyQuery } from './simulate-policy.query.js';
import { TakeBackMakeUp } from './take-back-make-up.service.js';
import { WeekForecastsQuery } from './week-forecasts.query.js';
import { WeekLedgerQuery } from './week-ledger.query.js';

/** Floor 8: the week of every client, in minutes, and the ledger behind it. */
@Module({
  imports: [ClinicsModule, ProgramsModule, SchedulingModule],
  controllers: [AbsenceController, AuthorizationUseController, DeliveredHoursController, ForecastController, HoursController, MakeUpsController, PolicySimulationController],
  providers: [
    ProgramWeeks,
    RecomputeWeeks,
    RecountMinutes,
    EpisodeWeeks,
    CompleteWeeks,
    HoursListener,
    RollWeeksJob,
    HoursBoardQuery,
    ClientWeeksQuery,
    WeekLedgerQuery,
    WeekForecastsQuery,
    ForecastBoardQuery,
    AuthorizationsWithUseQuery,
    AuthorizedDaysQuery,
    MakeUpsQuery,
    BookMakeUp,
    TakeBackMakeUp,
    SimulatePolicyQuery,
    DeliveredHoursQuery,
    ShortfallsQuery,
  ],
  exports: [RecomputeWeeks, EpisodeWeeks, CompleteWeeks, AuthorizationsWithUseQuery],
})
export class HoursModule {}
