import type { ClinicDay } from '#platform';

export const ALERT_CODES = [
  'deceased',
  'archived',
  'no-primary',
  'no-hours-prescribed',
  'outside-policy',
  'past-planned-weeks',
  'discharge-planned',
  'admission-ahead',
  'not-in-program',
  'adult-in-adolescent-program',
  'minor-in-adult-program',
  'no-emergency-contact',
  'no-birth-date',
] as const;
export type AlertCode = (typeof ALERT_CODES)[number];

/** Something whoever opens the chart should see at once. The screen has the words; facts are days and numbers. */
export interface ChartAlert {
  code: AlertCode;
  severity: 'critical' | 'warning' | 'info';
  /** The stay it concerns. */
  episodeId: string | null;
  day: ClinicDay | null;
}
