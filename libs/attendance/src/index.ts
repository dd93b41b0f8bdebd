export { AttendanceModule } from './attendance.module.js';
export { ATTENDANCE_RECORDED, type AttendanceRecorded, type RecordedParticipation } from './attendance.events.js';
export { RecordAttendance, type RecordAttendanceInput } from './record-attendance.service.js';
export { RegisterAttendance, type Registered } from './register-attendance.service.js';
export { MARK_STATUSES, isRecorded, type MarkStatus, type StandingPlace, type WantedMark } from './plan-mark.js';
export {
  ATTENDANCE_STATUSES,
  CREDIT_RULE,
  attendanceProblem,
  creditableMinutes,
  creditedMinutes,
  presentMinutes,
  wasPresent,
  type AttendanceStatus,
  type CreditFacts,
  type MarkFacts,
} from './credited-minutes.js';
