import type { ClinicDay } from '#platform';

/** Entries of a group’s waitlist changed: somebody waits, is offered a seat, or no longer waits. */
export const WAITLIST_CHANGED = 'scheduling.waitlist-changed';

export interface WaitlistChanged {
  groupId: string;
  entryIds: string[];
}

/** Sessions or who is booked in them changed. Published in the transaction of the change. */
export const SESSIONS_CHANGED = 'scheduling.sessions-changed';

/** One place whose hours may now differ, on a clinic day it stands on or stood on. */
export interface ChangedParticipation {
  participationId: string;
  episodeId: string | null;
  day: ClinicDay;
}

/** A session moved to another day names each of its places twice, once for either day. */
export interface SessionsChanged {
  sessionIds: string[];
  participations: ChangedParticipation[];
  /** The sessions or the places are new: nothing was ever recorded of these places. */
  fresh?: boolean;
}

/** A clinician or a room is out, and what is to happen to the sessions was decided. Published in the transaction of the decision. */
export const ABSENCE_APPROVED = 'scheduling.absence-approved';

/** Ids only: whoever tells people reads the rest afresh. */
export interface AbsenceApproved {
  staffId?: string;
  roomId?: string;
  substituted: { sessionId: string; staffId: string }[];
  /** Led by the others alone. */
  carriedOn: string[];
  /** To another room. */
  moved: string[];
  cancelled: string[];
}
