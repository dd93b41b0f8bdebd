import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { EpisodesModule } from '#episodes';
import { Settings } from '#platform';
import { SchedulingModule } from '#scheduling';
import { AdmitWalkIn } from './admit-walk-in.service.js';
import { AttendanceController } from './attendance.controller.js';
import './attendance.errors.js';
import { AttendanceListener } from './attendance.listener.js';
import { AttendanceOwedQuery } from './attendance-owed.query.js';
import { DayArrivalsQuery } from './day-arrivals.query.js';
import { GroupAttendanceQuery } from './group-attendance.query.js';
import { RosterSignals } from './live/roster-signals.listener.js';
import { RosterStreamController } from './live/roster-stream.controller.js';
import { RosterVersionsQuery } from './live/roster-versions.query.js';
import { RosterWatchers } from './live/roster-watchers.js';
import { AbsencesQuery } from './outreach/absences.query.js';
import { FollowAbsencesJob } from './outreach/follow-absences.job.js';
import { FollowAbsences } from './outreach/follow-absences.service.js';
import { MakePaperJob } from './paper/make-paper.job.js';
import { MakePaper } from './paper/make-paper.service.js';
import { PAPER_PARAMETERS, paperParametersFrom } from './paper/paper.parameters.js';
import { PaperController } from './paper/paper.controller.js';
import { ReadPaper } from './paper/read-paper.service.js';
import { SignInSheetsQuery } from './paper/sign-in-sheets.query.js';
import { LockPlaces } from './lock-places.js';
import { MarkHistoryQuery } from './mark-history.query.js';
import { RecordAttendance } from './record-attendance.service.js';
import { RecountSessions } from './recount-sessions.service.js';
import { RegisterAttendance } from './register-attendance.service.js';
import { SessionRosterQuery } from './session-roster.query.js';
import { WriteMarks } from './write-marks.js';

/** Floor 7: who came, who did not, and what it is worth. */
@Module({
  imports: [ClinicsModule, EpisodesModule, SchedulingModule],
  controllers: [AttendanceController, RosterStreamController, PaperController],
  providers: [
    LockPlaces,
    WriteMarks,
    RecordAttendance,
    RegisterAttendance,
    RecountSessions,
    AdmitWalkIn,
    SessionRosterQuery,
    MarkHistoryQuery,
    DayArrivalsQuery,
    AttendanceOwedQuery,
    GroupAttendanceQuery,
    AttendanceListener,
    RosterVersionsQuery,
    RosterWatchers,
    RosterSignals,
    AbsencesQuery,
    FollowAbsences,
    FollowAbsencesJob,
    { provide: PAPER_PARAMETERS, inject: [Settings], useFactory: async (settings: Settings) => paperParametersFrom(await settings.read('paper')) },
    SignInSheetsQuery,
    MakePaper,
    MakePaperJob,
    ReadPaper,
  ],
  exports: [RecordAttendance, RegisterAttendance],
})
export class AttendanceModule {}
