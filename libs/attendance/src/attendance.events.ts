import type { ClinicDay } from '#platform';

/** Places in sessions were marked, corrected, undone or counted anew. Published in the transaction of the change. */
export const ATTENDANCE_RECORDED = 'attendance.recorded';

/** One place, and what it was worth before and after, in credited minutes. */
export interface RecordedParticipation {
  /** The mark that says who, when and why. */
  markId: string;
  participationId: string;
  /** Null for a client seen outside any episode. */
  episodeId: string | null;
  sessionId: string;
  /** The clinic day of the session. */
  day: ClinicDay;
  beforeMinutes: number;
  afterMinutes: number;
}

export interface AttendanceRecorded {
  /** What moved the minutes: somebody's marks, or a change of the session, whose day may be another than before. */
  cause: 'marks' | 'session';
  participations: RecordedParticipation[];
  /** The transaction holds the rows of these episodes already. */
  episodesHeld: true;
}
