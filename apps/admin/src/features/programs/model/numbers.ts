import { formatDate } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { sayWeekdays, weekdayName } from '@/lib/weekdays';
import type { Parameter, ParameterHistory, ParameterValue, Policy, PolicyNumber } from '../api/policy';

/** Days before which a number has always held, as far as anybody knows. */
const ALWAYS = '0001-01-01';

/** "9 h", "3 days", "Mon – Fri", "Yes": a policy number as people say it. */
export function sayValue(parameter: Pick<Parameter, 'type' | 'unit'>, value: ParameterValue): string {
  if (parameter.type === 'boolean') return value ? 'Yes' : 'No';
  if (parameter.type === 'weekday') return weekdayName(value as number);
  if (parameter.type === 'weekdays') return sayWeekdays(value as number[]);
  const number = value as number;
  const count = (one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  switch (parameter.unit) {
    case 'minutes':
      return formatMinutes(number);
    case 'days':
      return count('day', 'days');
    case 'business_days':
      return count('business day', 'business days');
    case 'weeks':
      return count('week', 'weeks');
    case 'people':
      return count('person', 'people');
    case 'times':
      return count('time', 'times');
    case 'years':
      return count('year', 'years');
    case 'percent':
      return `${number} %`;
    default:
      return String(number);
  }
}

/** Whether an amount of minutes is entered in hours: where whole days of them are possible. */
export function inHours(parameter: Pick<Parameter, 'unit' | 'max'>): boolean {
  return parameter.unit === 'minutes' && (parameter.max ?? 0) >= 1440;
}

/** "since Apr 1, 2026", "always", "Apr 1, 2026 – Jun 30, 2026" */
export function sayDays(from: string, to: string | null): string {
  if (from === ALWAYS) return to === null ? 'always' : `until ${formatDate(to)}`;
  return to === null ? `since ${formatDate(from)}` : `${formatDate(from)} – ${formatDate(to)}`;
}

/** "the beginning", "Apr 1, 2026" */
export function sayStart(from: string): string {
  return from === ALWAYS ? 'the beginning' : formatDate(from);
}

export const GROUPS: readonly { group: Parameter['group']; title: string; description: string }[] = [
  { group: 'hours', title: 'Hours of the week', description: 'What a week asks for, and how it is counted.' },
  { group: 'groups', title: 'Groups', description: 'How many people meet.' },
  { group: 'attendance', title: 'Attendance', description: 'When check-in opens and what counts as late or owed.' },
  { group: 'outreach', title: 'Outreach', description: 'When somebody asks after a client who stays away.' },
  { group: 'deadlines', title: 'Deadlines', description: 'When assessments, plans, notes and reviews are due.' },
  { group: 'eligibility', title: 'People', description: 'Ages and caseloads.' },
];

/** One line of the policy screen: a parameter with what it is on the day. */
export interface PolicyLine {
  parameter: Parameter;
  number: PolicyNumber;
}

/** The numbers of a policy by group, in the order of the list of parameters. */
export function linesByGroup(parameters: readonly Parameter[], policy: Policy): { group: (typeof GROUPS)[number]; lines: PolicyLine[] }[] {
  const numbers = new Map(policy.numbers.map((one) => [one.parameter, one]));
  return GROUPS.map((group) => ({
    group,
    lines: parameters.flatMap((parameter) => {
      const number = numbers.get(parameter.key);
      return parameter.group === group.group && number ? [{ parameter, number }] : [];
    }),
  })).filter(({ lines }) => lines.length > 0);
}

/** What is entered for a parameter that has no value yet. */
export function startValue(parameter: Parameter): ParameterValue {
  if (parameter.type === 'boolean') return true;
  if (parameter.type === 'weekday') return 1;
  if (parameter.type === 'weekdays') return [1, 2, 3, 4, 5];
  return parameter.min ?? 0;
}

/** The run of a history that holds on a day. */
export function runOn(history: ParameterHistory, day: string): ParameterHistory['runs'][number] | undefined {
  return history.runs.find((run) => run.from <= day && (run.to === null || day <= run.to));
}
