import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { SchedulingModule } from '#scheduling';
import { AdmitWalkIn } from './admit-walk-in.service.js';
import { AttendanceController } from './attendance.controller.js';
import './attendance.errors.js';
import { AttendanceListener } from './attendance.listener.js';
import { AttendanceOwedQuery } from './attendance-owed.query.js';
import { DayArrivalsQuery } from './day-arrivals.query.js';
import { GroupAttendanceQuery } from './group-attendance.query.js';
import { LockPlaces } from './lock-places.js';
import { MarkHistoryQuery } from './mark-history.query.js';
import { RecordAttendance } from './record-attendance.service.js';
import { RecountSessions } from './recount-sessions.service.js';
import { RegisterAttendance } from './register-attendance.service.js';
import { SessionRosterQuery } from './session-roster.query.js';
import { WriteMarks } from './write-marks.js';

/** Floor 5: who came, who did not, and what it is worth. */
@Module({
  imports: [ClinicsModule, SchedulingModule],
  controllers: [AttendanceController],
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
  ],
  exports: [RecordAttendance, RegisterAttendance],
})
export class AttendanceModule {}
