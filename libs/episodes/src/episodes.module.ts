import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ClientsModule } from '#clients';
import { ClinicsModule } from '#clinics';
import { registerEntities } from '#platform';
import { ProgramsModule } from '#programs';
import { TeamModule } from '#team';
import { AdmissionPlanQuery } from './admission/admission-plan.query.js';
import { AdmitClient } from './admission/admit-client.service.js';
import { AuthorizationInHand } from './authorizations/authorization-in-hand.js';
import { AuthorizationEntity } from './authorizations/authorization.entity.js';
import { AuthorizationsController } from './authorizations/authorizations.controller.js';
import { EditAuthorization } from './authorizations/edit-authorization.service.js';
import { RecordAuthorization } from './authorizations/record-authorization.service.js';
import { WithdrawAuthorization } from './authorizations/withdraw-authorization.service.js';
import { CaseloadController } from './caseload/caseload.controller.js';
import { CaseloadQuery } from './caseload/caseload.query.js';
import { HandOverCaseload } from './caseload/hand-over-caseload.service.js';
import { ChartsController } from './chart/charts.controller.js';
import { OpenChartQuery } from './chart/open-chart.query.js';
import { TimelineQuery } from './chart/timeline.query.js';
import { DischargeClient } from './discharge/discharge-client.service.js';
import { TakeBackDischarge } from './discharge/take-back-discharge.service.js';
import { ChartDoor } from './emergency/chart-door.js';
import { EmergencyAccessQuery } from './emergency/emergency-access.query.js';
import { EmergencyController } from './emergency/emergency.controller.js';
import './emergency/emergency.errors.js';
import { OpenInEmergency } from './emergency/open-in-emergency.service.js';
import { ReviewEmergency } from './emergency/review-emergency.service.js';
import { EpisodeInHand } from './episode-in-hand.js';
import { EpisodeEntity } from './episode.entity.js';
import { EpisodesController } from './episodes.controller.js';
import './episodes.errors.js';
import { EpisodesListener } from './episodes.listener.js';
import { EpisodesReader } from './episodes.reader.js';
import { RegisterEpisodes } from './import/register-episodes.service.js';
import { UndoRegisteredEpisodes } from './import/undo-registered-episodes.service.js';
import { AnswerOffer } from './intake/answer-offer.service.js';
import { EditIntakeEntry } from './intake/edit-intake-entry.service.js';
import { ExpirePlacesJob } from './intake/expire-places.job.js';
import { ExpirePlaces } from './intake/expire-places.service.js';
import { IntakeController } from './intake/intake.controller.js';
import './intake/intake.errors.js';
import { IntakeQuery } from './intake/intake.query.js';
import { IntakeRecord } from './intake/intake-record.service.js';
import { JoinIntake } from './intake/join-intake.service.js';
import { LeaveIntake } from './intake/leave-intake.service.js';
import { LogContact } from './intake/log-contact.service.js';
import { OfferPlace } from './intake/offer-place.service.js';
import { PlaceOffers } from './intake/place-offers.service.js';
import { ProgramPlaces } from './intake/program-places.service.js';
import { CensusQuery } from './list/census.query.js';
import { ClientListQuery } from './list/client-list.query.js';
import { ChangePrescription } from './prescription/change-prescription.service.js';
import { PrescribedHoursEntity } from './prescription/prescribed-hours.entity.js';
import { ProgramRulesQuery } from './program-rules.query.js';
import { CloseTask } from './tasks/close-task.service.js';
import { EditTask } from './tasks/edit-task.service.js';
import { OpenTasks } from './tasks/open-tasks.service.js';
import { SnoozeTask } from './tasks/snooze-task.service.js';
import './tasks/task.errors.js';
import { TaskInHand } from './tasks/task-in-hand.js';
import { TaskQuery } from './tasks/task.query.js';
import { TasksController } from './tasks/tasks.controller.js';
import { WithdrawTasks } from './tasks/withdraw-tasks.service.js';
import { CareTeamMemberEntity } from './team/care-team-member.entity.js';
import { CareTeams } from './team/care-teams.js';
import { ChangeCareTeam } from './team/change-care-team.service.js';
import { StaffAtWork } from './team/staff-at-work.js';

registerEntities(EpisodeEntity, PrescribedHoursEntity, CareTeamMemberEntity, AuthorizationEntity);

const useCases = [AdmitClient, ChangePrescription, ChangeCareTeam, DischargeClient, TakeBackDischarge, HandOverCaseload, RegisterEpisodes, UndoRegisteredEpisodes];
const authorizations = [RecordAuthorization, EditAuthorization, WithdrawAuthorization];
const tasks = [OpenTasks, EditTask, CloseTask, SnoozeTask, WithdrawTasks];
const intake = [JoinIntake, EditIntakeEntry, LeaveIntake, AnswerOffer, OfferPlace, LogContact, ExpirePlaces];
const emergency = [ChartDoor, OpenInEmergency, ReviewEmergency, EmergencyAccessQuery];
const reads = [EpisodesReader, AdmissionPlanQuery, CaseloadQuery, OpenChartQuery, TimelineQuery, CensusQuery, ClientListQuery];

/** Floor 5: episodes of care, their prescribed hours and care teams, who waits to be taken in, the chart they make up and the door before it, what payers authorize of them, and tasks. */
@Module({
  imports: [ClinicsModule, ClientsModule, TeamModule, ProgramsModule],
  controllers: [EpisodesController, ChartsController, CaseloadController, TasksController, EmergencyController, IntakeController, AuthorizationsController],
  providers: [{ provide: APP_INTERCEPTOR, useExisting: ChartDoor }, ...emergency, ...useCases, ...authorizations, AuthorizationInHand, ...intake, PlaceOffers, ProgramPlaces, IntakeRecord, IntakeQuery, ExpirePlacesJob, ...tasks, ...reads, TaskQuery, TaskInHand, ProgramRulesQuery, EpisodeInHand, CareTeams, StaffAtWork, EpisodesListener],
  exports: [...useCases, ...authorizations, ...intake, ...tasks, EpisodesReader, OpenChartQuery, OpenInEmergency, CaseloadQuery],
})
export class EpisodesModule {}
