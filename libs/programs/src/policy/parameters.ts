import type { Weekday } from '#platform';

/** What kind of value a parameter takes. */
export type ParameterType = 'integer' | 'boolean' | 'weekday' | 'weekdays';

/** What a number counts; decides how a screen shows it. */
export type ParameterUnit = 'minutes' | 'days' | 'business_days' | 'weeks' | 'people' | 'times' | 'percent' | 'years' | 'none';

/** Where it stands on the screen. */
export type ParameterGroup = 'hours' | 'groups' | 'attendance' | 'outreach' | 'deadlines' | 'eligibility';

interface ParameterFacts {
  label: string;
  meaning: string;
  group: ParameterGroup;
  type: ParameterType;
  unit: ParameterUnit;
  /** Bounds of an integer, both allowed. */
  min?: number;
  max?: number;
}

const integer = (group: ParameterGroup, unit: ParameterUnit, min: number, max: number, label: string, meaning: string) =>
  ({ label, meaning, group, type: 'integer', unit, min, max }) as const;

/**
 * Every number of a policy: a closed list. The values are not here but in dated, sourced rows of the layers; a parameter
 * always has a value in the base layer.
 */
export const PARAMETERS = {
  'hours.week_starts_on': { group: 'hours', type: 'weekday', unit: 'none', label: 'Week starts on', meaning: 'The weekday on which a program week begins, at midnight in the clinic’s zone.' },
  'hours.program_weekdays': { group: 'hours', type: 'weekdays', unit: 'none', label: 'Program days', meaning: 'The weekdays on which the program runs. Weeks are prorated by them.' },
  'hours.weekly_minimum_minutes': integer('hours', 'minutes', 0, 10_080, 'Weekly minimum', 'What a client of this level of care is asked to attend in a week, at least.'),
  'hours.weekly_maximum_minutes': integer('hours', 'minutes', 0, 10_080, 'Weekly maximum', 'Above this a week looks like partial hospitalization: shown as over, never refused.'),
  'hours.days_minimum': integer('hours', 'days', 1, 7, 'Days a week, at least', 'Program days a client’s week is planned on, at least.'),
  'hours.days_maximum': integer('hours', 'days', 1, 7, 'Days a week, at most', 'Program days a client’s week is planned on, at most.'),
  'hours.day_minimum_minutes': integer('hours', 'minutes', 0, 1440, 'Day minimum', 'Attended minutes a date needs to count as a per-diem service day.'),
  'hours.prorate_partial_weeks': { group: 'hours', type: 'boolean', unit: 'none', label: 'Prorate partial weeks', meaning: 'Admission, discharge and closure weeks ask for the share of their open program days.' },
  'hours.trend_percent': integer('hours', 'percent', 1, 100, 'Attendance trend', 'Attended against prescribed hours below this share, over the trend weeks, asks for outreach and a plan review.'),
  'hours.trend_weeks': integer('hours', 'weeks', 1, 12, 'Trend weeks', 'How many weeks the attendance trend looks back.'),
  'hours.forecast_weeks': integer('hours', 'weeks', 1, 26, 'Forecast looks back', 'How many weeks of a client’s own attendance the forecast of a running week goes by.'),
  'hours.forecast_usual_percent': integer('hours', 'percent', 1, 99, 'Usual attendance', 'How much of what is booked people usually attend: what the forecast goes by while little is known of a client.'),
  'hours.forecast_usual_sessions': integer('hours', 'times', 1, 50, 'Weight of the usual', 'As many sessions of a client’s own count as much as what is usual.'),
  'hours.step_down_weeks': integer('hours', 'weeks', 1, 12, 'Weeks under the minimum', 'Weeks in a row under the minimum after which a lower level of care is considered.'),
  'hours.stay_weeks': integer('hours', 'weeks', 1, 104, 'Length of stay', 'A stay longer than this asks for a written clinical justification.'),
  'group.capacity': integer('groups', 'people', 1, 200, 'Group size', 'Clients in a counseling group, at most; a group may set fewer.'),
  'group.education_capacity': integer('groups', 'people', 1, 200, 'Education group size', 'Clients in an education or skills group, at most.'),
  'group.minimum': integer('groups', 'people', 1, 200, 'Group minimum', 'Clients a group needs to be held and billed as one.'),
  'waitlist.offer_minutes': integer('groups', 'minutes', 15, 43_200, 'Offer stands for', 'How long a free seat of a group, or a free place of a program, is kept for the person on the waitlist it is offered to.'),
  'waitlist.lead_days': integer('groups', 'days', 0, 90, 'Offered ahead', 'A seat or a place is offered at most so many days before it is free.'),
  'checkin.opens_minutes_before': integer('attendance', 'minutes', 0, 60, 'Check-in opens', 'Minutes before a session from which people may be checked in.'),
  'attendance.late_after_minutes': integer('attendance', 'minutes', 0, 240, 'Late after', 'Minutes after the start from which an arrival is late.'),
  'attendance.owed_after_minutes': integer('attendance', 'minutes', 0, 10_080, 'Attendance owed after', 'Minutes after the end from which unrecorded attendance is owed.'),
  'attendance.inactive_days': integer('attendance', 'days', 1, 365, 'Inactive after', 'Days without attendance after which a discharge or a hold is decided.'),
  'outreach.no_show_business_days': integer('outreach', 'business_days', 0, 10, 'Call after a no-show within', 'Business days after a missed session by which somebody has tried to reach the client.'),
  'outreach.supervisor_misses': integer('outreach', 'times', 1, 20, 'Tell the supervisor after', 'Missed sessions in a row after which the supervisor is told.'),
  'outreach.missed_contacts': integer('outreach', 'times', 1, 20, 'Quiet-leave alert after', 'Contacts missed in a row after which the team reviews the client.'),
  'deadlines.assessment_days': integer('deadlines', 'days', 0, 365, 'Assessment due', 'Days after admission by which the biopsychosocial assessment is done.'),
  'deadlines.txp_due_days': integer('deadlines', 'days', 0, 365, 'Treatment plan due', 'Days after admission by which the treatment plan is signed.'),
  'deadlines.txp_review_days': integer('deadlines', 'days', 1, 365, 'Plan review every', 'Days from one plan review to the next, at most.'),
  'deadlines.trigger_review_business_days': integer('deadlines', 'business_days', 0, 60, 'Unscheduled review due', 'Business days after a trigger (risk, relapse, level change) by which the plan is reviewed.'),
  'deadlines.note_due_business_days': integer('deadlines', 'business_days', 0, 60, 'Progress note due', 'Business days after the service by which its note is signed; the day of service is day 0.'),
  'deadlines.cosign_days': integer('deadlines', 'days', 0, 365, 'Co-signature due', 'Days by which a supervisor co-signs the work of an intern or associate.'),
  'deadlines.recert_days': integer('deadlines', 'days', 1, 365, 'Recertification every', 'Days from one physician certification to the next, at most.'),
  'deadlines.conference_days': integer('deadlines', 'days', 1, 365, 'Team conference every', 'Days in which the team talks about each client at least once.'),
  'deadlines.authorization_request_days': integer('deadlines', 'days', 0, 90, 'Authorization request', 'Days before the last authorized day by which the next request is sent.'),
  'deadlines.discharge_summary_days': integer('deadlines', 'days', 0, 365, 'Discharge summary due', 'Days after discharge by which the summary is signed.'),
  'deadlines.aftercare_visit_days': integer('deadlines', 'days', 0, 365, 'First aftercare visit', 'Days after discharge within which the first aftercare appointment lies.'),
  'eligibility.youth_max_age': integer('eligibility', 'years', 10, 25, 'Youth up to', 'The oldest age at which youth numbers hold.'),
  'caseload.other_percent': integer('eligibility', 'percent', 0, 100, 'Weight on the care team', 'What a client weighs in the caseload of somebody on the care team, in percent of what they weigh for their primary.'),
  'caseload.new_percent': integer('eligibility', 'percent', 0, 300, 'Weight of somebody new', 'How much more a client weighs while they are new, in percent of what any client weighs for their primary.'),
  'caseload.new_days': integer('eligibility', 'days', 0, 90, 'New for', 'Days from the admission, its own counted, for which a client is new to a caseload.'),
  'eligibility.caseload_maximum': integer('eligibility', 'people', 1, 500, 'Caseload', 'Clients a primary clinician has on the daily census, at most.'),
} as const satisfies Record<string, ParameterFacts>;

export type ParameterKey = keyof typeof PARAMETERS;

interface ValueByType {
  integer: number;
  boolean: boolean;
  weekday: Weekday;
  weekdays: Weekday[];
}

/** What a parameter's value is: `ParameterValue<'hours.prorate_partial_weeks'>` is a boolean. */
export type ParameterValue<K extends ParameterKey = ParameterKey> = ValueByType[(typeof PARAMETERS)[K]['type']];

/** The keys, in the order of the list. */
export const PARAMETER_KEYS = Object.keys(PARAMETERS) as ParameterKey[];

/** Whether a text names a parameter. */
export function isParameter(text: string): text is ParameterKey {
  return Object.hasOwn(PARAMETERS, text);
}

/** What is known of a parameter. */
export function parameterFacts(key: ParameterKey): ParameterFacts {
  return PARAMETERS[key];
}

/**
 * Judges a value against its parameter's kind and bounds.
 * @returns what is wrong with it, to follow the field's name; null when nothing is.
 */
export function valueProblem(key: ParameterKey, value: unknown): string | null {
  const facts = parameterFacts(key);
  switch (facts.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be yes or no';
    case 'weekday':
      return isWeekday(value) ? null : 'must be a weekday, 1 (Monday) to 7 (Sunday)';
    case 'weekdays':
      if (!Array.isArray(value) || value.length === 0 || !value.every(isWeekday)) return 'must name at least one weekday, 1 (Monday) to 7 (Sunday)';
      return new Set(value).size === value.length ? null : 'must not repeat a weekday';
    case 'integer': {
      const [min, max] = [facts.min ?? 0, facts.max ?? Number.MAX_SAFE_INTEGER];
      return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? null : `must be a whole number from ${min} to ${max}`;
    }
  }
}

/** A valid value as it is kept: weekdays in order. */
export function storedValue(value: ParameterValue): ParameterValue {
  return Array.isArray(value) ? [...value].sort((a, b) => a - b) : value;
}

/** An amount as people say it: 20 h, 1 h 30 min, 5 days. */
export function amountInWords(key: ParameterKey, amount: number): string {
  const { unit } = parameterFacts(key);
  if (unit !== 'minutes') return unit === 'none' ? String(amount) : `${amount} ${unit.replace('_', ' ')}`;
  const [hours, minutes] = [Math.floor(amount / 60), amount % 60];
  return [hours > 0 && `${hours} h`, (minutes > 0 || hours === 0) && `${minutes} min`].filter(Boolean).join(' ');
}

function isWeekday(value: unknown): value is Weekday {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7;
}
