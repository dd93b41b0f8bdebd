import { Module } from '@nestjs/common';
import './attendance.errors.js';
import { AttendanceListener } from './attendance.listener.js';
import { LockPlaces } from './lock-places.js';
import { RecordAttendance } from './record-attendance.service.js';
import { RecountSessions } from './recount-sessions.service.js';
import { RegisterAttendance } from './register-attendance.service.js';
import { WriteMarks } from './write-marks.js';

/** Floor 5: who came, who did not, and what it is worth. */
@Module({
  providers: [LockPlaces, WriteMarks, RecordAttendance, RegisterAttendance, RecountSessions, AttendanceListener],
  exports: [RecordAttendance, RegisterAttendance],
})
export class AttendanceModule {}
