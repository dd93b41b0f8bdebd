import type { Alert, CareTeamRole, Disposition } from '../api/chart';
import type { Candidate } from '../api/clients';

export const SEX_OPTIONS = [
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'other', label: 'Other' },
  { value: 'unknown', label: 'Not known' },
];

export const ROLES: Record<CareTeamRole, string> = {
  therapist: 'Therapist',
  counselor: 'Counselor',
  case_manager: 'Case manager',
  prescriber: 'Prescriber',
  nurse: 'Nurse',
  specialist: 'Specialist',
  peer_support: 'Peer support',
  facilitator: 'Facilitator',
  other: 'Other',
};
export const ROLE_OPTIONS = Object.entries(ROLES).map(([value, label]) => ({ value, label }));

export const DISPOSITIONS: Record<Disposition, { label: string; hint: string }> = {
  completed: { label: 'Completed', hint: 'Reached what the plan set out to.' },
  stepped_down: { label: 'Stepped down', hint: 'Goes on at a lower level of care.' },
  stepped_up: { label: 'Stepped up', hint: 'Needs a higher level of care.' },
  left_against_advice: { label: 'Left against advice', hint: 'Ended the stay themselves.' },
  administrative: { label: 'Administrative', hint: 'Coverage, moved away, not seen for weeks.' },
  transferred: { label: 'Transferred', hint: 'Goes on with another provider at this level.' },
};

type Reason = Candidate['why'][number];

/** Why two charts look like one person's, in words. */
export const LIKENESS: Record<Reason, string> = {
  'same-name': 'same name',
  'similar-name': 'similar name',
  'one-name-same': 'one name is the same',
  'names-swapped': 'names the other way round',
  'same-birth-date': 'same birth date',
  'birth-date-nearly-same': 'birth date off by a slip',
  'different-birth-date': 'different birth date',
  'same-phone': 'same phone',
  'same-email': 'same e-mail',
};

/** What a chart warns of, in words; `day` is already in words. */
export function sayAlert(alert: Alert, day: string): string {
  const words: Record<Alert['code'], string> = {
    deceased: `Died ${day}`,
    archived: 'Chart is archived',
    'no-primary': 'Nobody is primary',
    'no-hours-prescribed': 'No hours prescribed',
    'outside-policy': 'Hours outside the policy, with a reason',
    'past-planned-weeks': 'Past the planned weeks',
    'discharge-planned': `Last day ${day}`,
    'admission-ahead': `Comes ${day}`,
    'not-in-program': 'In no program',
    'adult-in-adolescent-program': 'Adult in an adolescent program',
    'minor-in-adult-program': 'Minor in an adult program',
    'no-emergency-contact': 'No emergency contact',
    'no-birth-date': 'Birth date not known',
  };
  return words[alert.code];
}

/** `case_manager` → "Case manager". */
export function sayCode(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `episodes.chart-opened` → "Chart opened". */
export function sayActivity(action: string): string {
  const known: Record<string, string> = {
    'clients.created': 'Chart made',
    'clients.edited': 'Details changed',
    'clients.archived': 'Chart archived',
    'clients.restored': 'Chart restored',
    'clients.details-read': 'Details read',
    'clients.imported': 'Imported',
    'episodes.imported': 'Stay imported',
    'episodes.timeline-read': 'Timeline read',
  };
  return known[action] ?? sayCode((action.split('.')[1] ?? action).replaceAll('-', '_'));
}

/** Whether an action only looked. */
export function onlyLooked(action: string): boolean {
  return /(-read|-opened|-exported)$/.test(action);
}

/** Where two who are kept apart meet all the same: "Together in Skills, Art", "3 sessions together"; null when nowhere. */
export function sayStillTogether({ groups, sessions }: { groups: readonly string[]; sessions: number }): string | null {
  if (groups.length > 0) return `Together in ${groups.join(', ')}`;
  return sessions > 0 ? `${sessions} ${sessions === 1 ? 'session' : 'sessions'} together` : null;
}
