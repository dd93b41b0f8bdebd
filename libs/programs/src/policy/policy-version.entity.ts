import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay, Weekday } from '#platform';
import type { PolicyParameters } from './resolve-policy.js';

/** The resolved policy of a program for a range of days. Never changed: superseded when a layer under it changes. */
@Entity({ schema: 'programs', name: 'policy_version' })
export class PolicyVersionEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'program_id' })
  programId: string;

  /** Counts up within the program; a higher number was derived later. */
  @Column('int')
  number: number;

  @Column('date', { name: 'effective_from' })
  effectiveFrom: ClinicDay;

  @Column('date', { name: 'effective_to', nullable: true })
  effectiveTo: ClinicDay | null;

  @Column('int', { name: 'week_starts_on' })
  weekStartsOn: Weekday;

  @Column('int', { name: 'program_weekdays', array: true })
  programWeekdays: Weekday[];

  @Column('int', { name: 'weekly_min_minutes' })
  weeklyMinMinutes: number;

  @Column('int', { name: 'weekly_max_minutes' })
  weeklyMaxMinutes: number;

  @Column('int', { name: 'days_min' })
  daysMin: number;

  @Column('int', { name: 'days_max' })
  daysMax: number;

  @Column('int', { name: 'day_min_minutes' })
  dayMinMinutes: number;

  @Column('boolean', { name: 'prorate_partial_weeks' })
  proratePartialWeeks: boolean;

  @Column('int', { name: 'group_capacity' })
  groupCapacity: number;

  @Column('jsonb')
  parameters: PolicyParameters;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'superseded_at', nullable: true })
  supersededAt: Date | null;
}
