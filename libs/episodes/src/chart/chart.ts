import type { ClinicDay, Weekday } from '#platform';
import type { Disposition } from '../episode.entity.js';
import type { CareTeamRole } from '../team/care-team-member.entity.js';
import type { StayState } from '../week-of-stay.js';
import type { ChartAlert } from './chart-alert.js';

/** Who the chart is about. */
export interface ChartClient {
  id: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  birthDate: ClinicDay | null;
  age: number | null;
  status: 'active' | 'archived';
  deceasedOn: ClinicDay | null;
  hasEmergencyContact: boolean;
  version: number;
}

export interface ChartPrescription {
  effectiveFrom: ClinicDay;
  minutesPerWeek: number;
  daysPerWeek: number | null;
  phaseName: string | null;
  orderedByStaffId: string | null;
  orderedByName: string | null;
  /** Why it was ordered so; always there when it left the policy. */
  reason: string | null;
}

export interface ChartTeamMember {
  id: string;
  staffId: string;
  name: string;
  discipline: string;
  role: CareTeamRole;
  isPrimary: boolean;
  fromDay: ClinicDay;
  toDay: ClinicDay | null;
  /** On the team today. */
  now: boolean;
}

/** One stay as the chart shows it. */
export interface ChartStay {
  id: string;
  version: number;
  programId: string;
  programName: string;
  population: 'adult' | 'adolescent';
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
  disposition: Disposition | null;
  state: StayState;
  /** Program week today, from 1; null unless the stay runs. */
  week: number | null;
  plannedWeeks: number | null;
  weekStartsOn: Weekday;
  /** What holds today, with the reason where it lies outside the policy. */
  prescription: (ChartPrescription & { outsidePolicyReason: string | null }) | null;
  prescriptions: ChartPrescription[];
  careTeam: ChartTeamMember[];
}

/** The header of a chart: who, where in the path, who cares, what to know. */
export interface Chart {
  client: ChartClient;
  /** Stays that run or are to come first, then the past ones, latest first. */
  stays: ChartStay[];
  alerts: ChartAlert[];
}
