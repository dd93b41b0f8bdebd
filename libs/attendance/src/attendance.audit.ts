/** Everything this module writes to the audit trail. */
export const ATTENDANCE_ACTIONS = ['attendance.recorded', 'attendance.corrected', 'attendance.imported', 'attendance.recounted', 'attendance.paper-made', 'attendance.paper-taken'] as const;

export type AttendanceAction = (typeof ATTENDANCE_ACTIONS)[number];
