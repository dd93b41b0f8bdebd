import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { registerEntities } from '#platform';
import { ProgramsModule } from '#programs';
import { TeamModule } from '#team';
import { ApproveAbsence } from './absence/approve-absence.service.js';
import { PlanAbsence } from './absence/plan-absence.service.js';
import { StrandedSessionsQuery } from './absence/stranded-sessions.query.js';
import { BookingFactsQuery } from './booking/booking-facts.query.js';
import { ExplainTaken } from './booking/explain-taken.service.js';
import { FindFreeSlotsQuery } from './booking/find-free-slots.query.js';
import { FindTimesQuery } from './booking/find-times.query.js';
import { FindTimeController } from './booking/find-time.controller.js';
import { IndividualTimesQuery } from './booking/individual-times.query.js';
import { InTheWayQuery } from './booking/in-the-way.query.js';
import { SessionWriter } from './booking/session-writer.service.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarQuery } from './calendar/calendar.query.js';
import { EndBookings } from './end-bookings.service.js';
import { ChangeMembership } from './groups/change-membership.service.js';
import { CreateGroup } from './groups/create-group.service.js';
import { EditGroup } from './groups/edit-group.service.js';
import { EnrolInGroup } from './groups/enrol-in-group.service.js';
import { EnrolInTrack } from './groups/enrol-in-track.service.js';
import { GroupCandidatesQuery } from './groups/group-candidates.query.js';
import { GroupSessionsQuery } from './groups/group-sessions.query.js';
import { GroupFacilitatorEntity } from './groups/group-facilitator.entity.js';
import { GroupMemberEntity } from './groups/group-member.entity.js';
import { MixRulesQuery } from './groups/mix-rules.query.js';
import { GroupPlaces } from './groups/group-places.service.js';
import { GroupTemplateQuery } from './groups/group-template.query.js';
import { GroupsController } from './groups/groups.controller.js';
import { GroupsQuery } from './groups/groups.query.js';
import { TherapyGroupEntity } from './groups/therapy-group.entity.js';
import { UndoEnrolment } from './groups/undo-enrolment.service.js';
import { EndKeepApart } from './keep-apart/end-keep-apart.service.js';
import { KeepApartController } from './keep-apart/keep-apart.controller.js';
import { KeepApartEntity } from './keep-apart/keep-apart.entity.js';
import './keep-apart/keep-apart.errors.js';
import { KeepApartQuery } from './keep-apart/keep-apart.query.js';
import { KeepApart } from './keep-apart/keep-apart.service.js';
import { KeptApartPairsQuery } from './keep-apart/kept-apart-pairs.query.js';
import { RegisterFactsQuery } from './register/register-facts.query.js';
import { RegisterSessions } from './register/register-sessions.service.js';
import { WithdrawSessions } from './register/withdraw-sessions.service.js';
import './scheduling.errors.js';
import { SchedulingListener } from './scheduling.listener.js';
import { SchedulingReader } from './scheduling.reader.js';
import { ApartDates } from './series/apart-dates.service.js';
import { CancelSeries } from './series/cancel-series.service.js';
import { CreateSeries } from './series/create-series.service.js';
import { EditSeries } from './series/edit-series.service.js';
import { ExtendSeriesJob } from './series/extend-series.job.js';
import { ExtendSeries } from './series/extend-series.service.js';
import { PlanSeriesEdit } from './series/plan-series-edit.service.js';
import { RejoinSeries } from './series/rejoin-series.service.js';
import { RestoreSeries } from './series/restore-series.service.js';
import { SeriesCancellationEntity } from './series/series-cancellation.entity.js';
import { SeriesDetailQuery } from './series/series-detail.query.js';
import { SeriesGapEntity } from './series/series-gap.entity.js';
import { SeriesClientEntity, SeriesStaffEntity } from './series/series-people.entity.js';
import { PlanSeries } from './series/series-plan.service.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesEntity } from './series/series.entity.js';
import { SeriesStateQuery } from './series/series-state.query.js';
import { WriteDates } from './series/write-dates.service.js';
import { AddParticipants } from './sessions/add-participants.service.js';
import { BookSession } from './sessions/book-session.service.js';
import { CancelSession } from './sessions/cancel-session.service.js';
import { ClientSessionsQuery } from './sessions/client-sessions.query.js';
import { DaySessionsQuery } from './sessions/day-sessions.query.js';
import { EditSession } from './sessions/edit-session.service.js';
import { MoveSession } from './sessions/move-session.service.js';
import { ParticipationEntity } from './sessions/participation.entity.js';
import { RemoveParticipant } from './sessions/remove-participant.service.js';
import { RestoreSession } from './sessions/restore-session.service.js';
import { SessionDetailQuery } from './sessions/session-detail.query.js';
import { SessionStaffEntity } from './sessions/session-staff.entity.js';
import { SessionStateQuery } from './sessions/session-state.query.js';
import { SessionEntity } from './sessions/session.entity.js';
import { AcceptOffer } from './waitlist/accept-offer.service.js';
import { DeclineOffer } from './waitlist/decline-offer.service.js';
import { EditWaitlistEntry } from './waitlist/edit-waitlist-entry.service.js';
import { ExpireOffersJob } from './waitlist/expire-offers.job.js';
import { ExpireOffers } from './waitlist/expire-offers.service.js';
import { JoinWaitlist } from './waitlist/join-waitlist.service.js';
import { LeaveWaitlist } from './waitlist/leave-waitlist.service.js';
import { OfferSeat } from './waitlist/offer-seat.service.js';
import { SeatHolds } from './waitlist/seat-holds.service.js';
import { SeatHoldEntity, SeatOfferEntity } from './waitlist/seat-offer.entity.js';
import { SeatOffers } from './waitlist/seat-offers.service.js';
import { WaitlistEntryEntity } from './waitlist/waitlist-entry.entity.js';
import { WaitlistController } from './waitlist/waitlist.controller.js';
import './waitlist/waitlist.errors.js';
import { WaitlistQuery } from './waitlist/waitlist.query.js';
import { SessionsController } from './sessions/sessions.controller.js';

registerEntities(
  SessionEntity,
  SessionStaffEntity,
  ParticipationEntity,
  TherapyGroupEntity,
  GroupFacilitatorEntity,
  GroupMemberEntity,
  SeriesEntity,
  SeriesStaffEntity,
  SeriesClientEntity,
  SeriesGapEntity,
  WaitlistEntryEntity,
  SeatOfferEntity,
  SeatHoldEntity,
  SeriesCancellationEntity,
  KeepApartEntity,
);

const useCases = [
  BookSession,
  MoveSession,
  EditSession,
  CancelSession,
  RestoreSession,
  AddParticipants,
  RemoveParticipant,
  CreateGroup,
  EditGroup,
  EnrolInGroup,
  EnrolInTrack,
  ChangeMembership,
  UndoEnrolment,
  KeepApart,
  EndKeepApart,
  JoinWaitlist,
  EditWaitlistEntry,
  LeaveWaitlist,
  OfferSeat,
  AcceptOffer,
  DeclineOffer,
  ExpireOffers,
  CreateSeries,
  EditSeries,
  CancelSeries,
  RejoinSeries,
  RestoreSeries,
  ExtendSeries,
  PlanAbsence,
  ApproveAbsence,
  RegisterSessions,
  WithdrawSessions,
];

/** Floor 6: sessions, groups, series and who is booked in them. */
@Module({
  imports: [ClinicsModule, TeamModule, ProgramsModule],
  controllers: [SessionsController, CalendarController, GroupsController, SeriesController, WaitlistController, KeepApartController, FindTimeController],
  providers: [
    ...useCases,
    SchedulingReader,
    SchedulingListener,
    EndBookings,
    SessionWriter,
    ExplainTaken,
    InTheWayQuery,
    FindFreeSlotsQuery,
    FindTimesQuery,
    IndividualTimesQuery,
    BookingFactsQuery,
    SessionStateQuery,
    DaySessionsQuery,
    SessionDetailQuery,
    ClientSessionsQuery,
    CalendarQuery,
    GroupsQuery,
    GroupCandidatesQuery,
    GroupSessionsQuery,
    GroupTemplateQuery,
    GroupPlaces,
    MixRulesQuery,
    KeepApartQuery,
    KeptApartPairsQuery,
    SeatOffers,
    SeatHolds,
    WaitlistQuery,
    ExpireOffersJob,
    PlanSeries,
    PlanSeriesEdit,
    ApartDates,
    StrandedSessionsQuery,
    SeriesStateQuery,
    SeriesDetailQuery,
    WriteDates,
    ExtendSeriesJob,
    RegisterFactsQuery,
  ],
  exports: [...useCases, SchedulingReader, IndividualTimesQuery],
})
export class SchedulingModule {}
