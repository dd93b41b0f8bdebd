export {
  ATTENDANCE_STATUSES,
  attendanceProblem,
  creditableMinutes,
  creditedMinutes,
  presentMinutes,
  wasPresent,
  type AttendanceStatus,
  type CreditFacts,
  type MarkFacts,
} from './credited-minutes.js';
