import { Bool, Day, Int, ListOf, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { DISPOSITIONS, type Disposition } from '../episode.entity.js';
import { CARE_TEAM_ROLES, type CareTeamRole } from '../team/care-team-member.entity.js';
import { STAY_STATES, type StayState } from '../week-of-stay.js';
import { ALERT_CODES, type AlertCode } from './chart-alert.js';
import { TIMELINE_KINDS, type TimelineKind } from './timeline.query.js';

export class ChartClientDto {
  @Uuid()
  id: string;

  @Text()
  chartNumber: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;

  @Text({ nullable: true })
  pronouns: string | null;

  @Day({ nullable: true })
  birthDate: ClinicDay | null;

  @Int({ nullable: true, description: 'Years, on the clinic’s calendar.' })
  age: number | null;

  @OneOf(['active', 'archived'])
  status: 'active' | 'archived';

  @Day({ nullable: true })
  deceasedOn: ClinicDay | null;

  @Bool()
  hasEmergencyContact: boolean;

  @Int({ description: 'Version of the details, for archiving and restoring.' })
  version: number;
}

export class ChartPrescriptionDto {
  @Day()
  effectiveFrom: ClinicDay;

  @Int()
  minutesPerWeek: number;

  @Int({ nullable: true })
  daysPerWeek: number | null;

  @Text({ nullable: true })
  phaseName: string | null;

  @Uuid({ nullable: true })
  orderedByStaffId: string | null;

  @Text({ nullable: true })
  orderedByName: string | null;

  @Text({ nullable: true })
  reason: string | null;
}

export class CurrentPrescriptionDto extends ChartPrescriptionDto {
  @Text({ nullable: true, description: 'Why the hours lie outside the policy; null when they lie within.' })
  outsidePolicyReason: string | null;
}

export class ChartTeamMemberDto {
  @Uuid()
  id: string;

  @Uuid()
  staffId: string;

  @Text()
  name: string;

  @Text()
  discipline: string;

  @OneOf(CARE_TEAM_ROLES, { name: 'CareTeamRole' })
  role: CareTeamRole;

  @Bool()
  isPrimary: boolean;

  @Day()
  fromDay: ClinicDay;

  @Day({ nullable: true })
  toDay: ClinicDay | null;

  @Bool({ description: 'On the team today.' })
  now: boolean;
}

export class ChartStayDto {
  @Uuid()
  id: string;

  @Int()
  version: number;

  @Uuid()
  programId: string;

  @Text()
  programName: string;

  @OneOf(['adult', 'adolescent'])
  population: 'adult' | 'adolescent';

  @Day()
  admittedOn: ClinicDay;

  @Day({ nullable: true })
  dischargedOn: ClinicDay | null;

  @OneOf(DISPOSITIONS, { nullable: true, name: 'Disposition' })
  disposition: Disposition | null;

  @OneOf(STAY_STATES, { name: 'StayState' })
  state: StayState;

  @Int({ nullable: true, description: 'Program week today, from 1; null unless the stay runs.' })
  week: number | null;

  @Int({ nullable: true })
  plannedWeeks: number | null;

  @Int({ min: 1, max: 7, description: 'The weekday a program week starts on, 1 Monday to 7 Sunday.' })
  weekStartsOn: number;

  @Nested(() => CurrentPrescriptionDto, { nullable: true, description: 'What holds today; on admission, for a stay to come.' })
  prescription: CurrentPrescriptionDto | null;

  @ListOf(() => ChartPrescriptionDto)
  prescriptions: ChartPrescriptionDto[];

  @ListOf(() => ChartTeamMemberDto)
  careTeam: ChartTeamMemberDto[];
}

export class ChartAlertDto {
  @OneOf(ALERT_CODES, { name: 'ChartAlertCode' })
  code: AlertCode;

  @OneOf(['critical', 'warning', 'info'])
  severity: 'critical' | 'warning' | 'info';

  @Uuid({ nullable: true })
  episodeId: string | null;

  @Day({ nullable: true })
  day: ClinicDay | null;
}

/** The header of a chart. Opening it is noted in the audit trail. */
export class ChartDto {
  @Nested(() => ChartClientDto)
  client: ChartClientDto;

  @ListOf(() => ChartStayDto, { description: 'Stays that run or are to come first, then the past ones, latest first.' })
  stays: ChartStayDto[];

  @ListOf(() => ChartAlertDto, { description: 'Most urgent first.' })
  alerts: ChartAlertDto[];
}

export class TimelineEntryDto {
  @Day()
  day: ClinicDay;

  @OneOf(TIMELINE_KINDS, { name: 'TimelineKind' })
  kind: TimelineKind;

  @Uuid()
  episodeId: string;

  @Text()
  programName: string;

  @Int({ nullable: true })
  minutesPerWeek: number | null;

  @Int({ nullable: true })
  daysPerWeek: number | null;

  @Text({ nullable: true })
  phaseName: string | null;

  @Text({ nullable: true })
  staffName: string | null;

  @Text({ nullable: true })
  role: string | null;

  @Text({ nullable: true })
  disposition: string | null;

  @Text({ nullable: true })
  reason: string | null;
}

export class TimelineDto {
  @ListOf(() => TimelineEntryDto, { max: 500 })
  items: TimelineEntryDto[];
}
