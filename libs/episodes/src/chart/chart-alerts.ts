import { daysBetween, type ClinicDay } from '#platform';
import { ageOn } from '../week-of-stay.js';
import type { AlertCode, ChartAlert } from './chart-alert.js';
import type { ChartClient, ChartStay } from './chart.js';

/** The age from which someone is an adult; in the United States 18, except Alabama and Nebraska (19) and Mississippi (21). */
export const ADULT_AGE = 18;

/** What to say first about a client on a day, most urgent first. */
export function chartAlerts(client: ChartClient, stays: readonly ChartStay[], today: ClinicDay): ChartAlert[] {
  const alerts: ChartAlert[] = [];
  const add = (code: AlertCode, severity: ChartAlert['severity'], episodeId: string | null = null, day: ClinicDay | null = null): void => {
    alerts.push({ code, severity, episodeId, day });
  };
  if (client.deceasedOn !== null) add('deceased', 'critical', null, client.deceasedOn);
  if (client.status === 'archived') add('archived', 'warning');
  const open = stays.filter(({ state }) => state !== 'ended');
  for (const stay of open) {
    const age = client.birthDate === null ? null : ageOn(client.birthDate, today);
    if (stay.state === 'current' && !stay.careTeam.some(({ isPrimary, now }) => isPrimary && now)) add('no-primary', 'critical', stay.id);
    if (stay.state === 'current' && stay.prescription === null) add('no-hours-prescribed', 'critical', stay.id);
    if (age !== null && stay.population === 'adult' && age < ADULT_AGE) add('minor-in-adult-program', 'warning', stay.id);
    if (age !== null && stay.population === 'adolescent' && age >= ADULT_AGE) add('adult-in-adolescent-program', 'warning', stay.id);
    if (stay.week !== null && stay.plannedWeeks !== null && stay.week > stay.plannedWeeks && stay.dischargedOn === null) add('past-planned-weeks', 'warning', stay.id);
    if (stay.prescription?.outsidePolicyReason) add('outside-policy', 'info', stay.id, stay.prescription.effectiveFrom);
    if (stay.dischargedOn !== null && daysBetween(today, stay.dischargedOn) >= 0) add('discharge-planned', 'info', stay.id, stay.dischargedOn);
    if (stay.state === 'upcoming') add('admission-ahead', 'info', stay.id, stay.admittedOn);
  }
  if (open.length === 0 && client.status === 'active' && client.deceasedOn === null) add('not-in-program', 'info');
  if (open.length > 0 && !client.hasEmergencyContact) add('no-emergency-contact', 'warning');
  if (client.birthDate === null) add('no-birth-date', 'info');
  const order = { critical: 0, warning: 1, info: 2 };
  return alerts.sort((a, b) => order[a.severity] - order[b.severity]);
}
