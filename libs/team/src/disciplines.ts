/**
 * What lets a person lead a session on a day.
 * `credential`: a license or certificate that is valid on that day (STF-CRED-ACTIVE).
 * `supervision`: an active supervisor, because they are not licensed yet (STF-SUPERVISE).
 * `role`: their work itself, where the service names their discipline or names none.
 * `never`: they do not lead sessions.
 */
export type LeadsBy = 'credential' | 'supervision' | 'role' | 'never';

interface DisciplineFacts {
  label: string;
  leadsBy: LeadsBy;
  /** Signs medical orders and certifications; a physician where `physician` (MCR-CERT-WHO). */
  prescriber?: 'physician' | 'other';
}

/** The disciplines of a multidisciplinary team. A closed list: services name them, and they decide who may lead what. */
export const DISCIPLINES = {
  therapist: { label: 'Therapist', leadsBy: 'credential' },
  counselor: { label: 'Counselor', leadsBy: 'credential' },
  addiction_counselor: { label: 'Addiction counselor', leadsBy: 'credential' },
  social_worker: { label: 'Social worker', leadsBy: 'credential' },
  psychologist: { label: 'Psychologist', leadsBy: 'credential' },
  psychiatrist: { label: 'Psychiatrist', leadsBy: 'credential', prescriber: 'physician' },
  physician: { label: 'Physician', leadsBy: 'credential', prescriber: 'physician' },
  nurse_practitioner: { label: 'Nurse practitioner', leadsBy: 'credential', prescriber: 'other' },
  physician_assistant: { label: 'Physician assistant', leadsBy: 'credential', prescriber: 'other' },
  nurse: { label: 'Nurse', leadsBy: 'credential' },
  occupational_therapist: { label: 'Occupational therapist', leadsBy: 'credential' },
  art_therapist: { label: 'Art therapist', leadsBy: 'credential' },
  music_therapist: { label: 'Music therapist', leadsBy: 'credential' },
  movement_therapist: { label: 'Dance and movement therapist', leadsBy: 'credential' },
  recreation_therapist: { label: 'Recreation therapist', leadsBy: 'credential' },
  dietitian: { label: 'Dietitian', leadsBy: 'credential' },
  peer_specialist: { label: 'Peer specialist', leadsBy: 'credential' },
  associate: { label: 'Associate (registered, not yet licensed)', leadsBy: 'supervision' },
  intern: { label: 'Intern', leadsBy: 'supervision' },
  case_manager: { label: 'Case manager', leadsBy: 'role' },
  vocational_specialist: { label: 'Vocational specialist', leadsBy: 'role' },
  wellness_instructor: { label: 'Wellness instructor (yoga, exercise, mindfulness)', leadsBy: 'role' },
  behavioral_technician: { label: 'Behavioral health technician', leadsBy: 'role' },
  director: { label: 'Director', leadsBy: 'credential' },
  front_desk: { label: 'Front desk', leadsBy: 'never' },
  billing: { label: 'Billing', leadsBy: 'never' },
} as const satisfies Record<string, DisciplineFacts>;

export type Discipline = keyof typeof DISCIPLINES;

/** The codes, in the order of the list. */
export const DISCIPLINE_CODES = Object.keys(DISCIPLINES) as Discipline[];

/** Whether a text names a discipline. */
export function isDiscipline(text: string): text is Discipline {
  return Object.hasOwn(DISCIPLINES, text);
}

/** What is known of a discipline. */
export function disciplineFacts(discipline: Discipline): DisciplineFacts {
  return DISCIPLINES[discipline];
}

/** The discipline as people say it. */
export function disciplineLabel(discipline: Discipline): string {
  return DISCIPLINES[discipline].label;
}
