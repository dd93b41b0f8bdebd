import { addDays, formatDate } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import type { Chart, Stay, TimelineEntry, Week } from '../api/chart';
import { DISPOSITIONS, ROLES, sayCode } from './words';

/** The stay the chart's header speaks of: the one that runs, else the next, else the last. */
export function leadingStay(chart: Chart): Stay | undefined {
  return chart.stays.find(({ state }) => state === 'current') ?? chart.stays[0];
}

/** "15 h on 5 days", "9 h". */
export function sayHours(hours: { minutesPerWeek: number; daysPerWeek: number | null }): string {
  const days = hours.daysPerWeek;
  return `${formatMinutes(hours.minutesPerWeek)} a week${days === null ? '' : ` on ${days} ${days === 1 ? 'day' : 'days'}`}`;
}

/** "Week 3 of 8", "Week 3". */
export function sayWeek(stay: { week: number | null; plannedWeeks: number | null }): string | undefined {
  if (stay.week === null) return undefined;
  return `Week ${stay.week}${stay.plannedWeeks === null ? '' : ` of ${stay.plannedWeeks}`}`;
}

/** The prescription that ends when the given one begins: what its line is compared with. */
export function isStanding(stay: Stay, effectiveFrom: string, today: string): boolean {
  const standing = stay.prescriptions.filter((one) => one.effectiveFrom <= today).at(-1) ?? stay.prescriptions[0];
  return standing?.effectiveFrom === effectiveFrom;
}

/** Entries of one day together, in the order given. */
export function byDay(entries: readonly TimelineEntry[]): [day: string, entries: TimelineEntry[]][] {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
  return [...days];
}

/** One line of the timeline in words, and what stands under it. */
export function sayEntry(entry: TimelineEntry): { title: string; detail: string | undefined } {
  const role = entry.role === null ? '' : (ROLES[entry.role as keyof typeof ROLES] ?? sayCode(entry.role)).toLowerCase();
  switch (entry.kind) {
    case 'admitted':
      return { title: `Admitted to ${entry.programName}`, detail: undefined };
    case 'discharged':
      return { title: `Discharged from ${entry.programName}`, detail: DISPOSITIONS[entry.disposition as keyof typeof DISPOSITIONS]?.label };
    case 'hours-prescribed':
      return {
        title: `${sayHours({ minutesPerWeek: entry.minutesPerWeek ?? 0, daysPerWeek: entry.daysPerWeek })}${entry.phaseName ? ` · ${entry.phaseName}` : ''}`,
        detail: [entry.staffName && `ordered by ${entry.staffName}`, entry.reason].filter(Boolean).join(' · ') || undefined,
      };
    case 'joined-care-team':
      return { title: `${entry.staffName} joined as ${role}`, detail: undefined };
    case 'left-care-team':
      return { title: `${entry.staffName} left as ${role}`, detail: undefined };
  }
}

/** "Nov 16 – 22" for a week that begins on the day. */
export function sayWeekDays(weekStart: string): string {
  const last = addDays(weekStart, 6);
  const [from, to] = [formatDate(weekStart), formatDate(last)];
  const [fromDay = '', fromYear = ''] = from.split(', ');
  const [toDay = ''] = to.split(', ');
  if (fromYear !== to.split(', ')[1]) return `${from} – ${to}`;
  return fromDay.split(' ')[0] === toDay.split(' ')[0] ? `${fromDay} – ${toDay.split(' ')[1]}, ${fromYear}` : `${fromDay} – ${toDay}, ${fromYear}`;
}

type PolicyOfWeek = Pick<Week, 'policyNumber' | 'policyMinimumMinutes' | 'maximumMinutes' | 'policyDaysMinimum' | 'policyDaysMaximum' | 'dayMinimumMinutes' | 'daysPerDiem'>;

/** What judged a week: "Policy version 2: 9 h to 20 h on 3 to 5 days. 2 per-diem days, from 3 h each." */
export function sayPolicy(week: PolicyOfWeek): string {
  const { policyMinimumMinutes: least, policyDaysMinimum: fewest, policyDaysMaximum: most } = week;
  const days = fewest === null || most === null ? '' : ` on ${fewest === most ? fewest : `${fewest} to ${most}`} days`;
  const hours = `${least === null ? 'up to ' : `${formatMinutes(least)} to `}${formatMinutes(week.maximumMinutes)}${days}`;
  const perDiem = `${week.daysPerDiem} per-diem ${week.daysPerDiem === 1 ? 'day' : 'days'}, from ${formatMinutes(week.dayMinimumMinutes)} each`;
  return `${week.policyNumber === null ? 'Policy' : `Policy version ${week.policyNumber}`}: ${hours}. ${perDiem}.`;
}
