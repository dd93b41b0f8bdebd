export const EMERGENCY_FINDINGS = ['justified', 'not_justified'] as const;
export type EmergencyFinding = (typeof EMERGENCY_FINDINGS)[number];

/** A chart opened by somebody outside its care team, and what came of looking at it. */
export interface EmergencyAccess {
  id: string;
  client: { id: string; chartNumber: string; givenName: string; familyName: string; preferredName: string | null };
  userId: string;
  userName: string;
  reason: string;
  openedAt: Date;
  endsAt: Date;
  /** Null until somebody has reviewed it. */
  finding: EmergencyFinding | null;
  reviewNote: string | null;
  reviewedAt: Date | null;
  reviewedByName: string | null;
  version: number;
}

/** The rule of the task that asks for a review; its occurrence is the opening's id. */
export const REVIEW_RULE = 'emergency-access';
