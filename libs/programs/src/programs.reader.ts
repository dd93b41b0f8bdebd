import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay, type Weekday } from '#platform';
import type { Discipline } from '#team';
import type { ParameterKey } from './policy/parameters.js';
import type { Population, Track } from './program/program.entity.js';
import type { PolicyParameters } from './policy/resolve-policy.js';
import type { ServiceCategory, ServiceKind } from './service/service.entity.js';

/** What other modules know of a program. */
export interface ProgramBrief {
  id: string;
  name: string;
  code: string;
  population: Population;
  track: Track;
  active: boolean;
}

/** The resolved policy of a program for a range of days. */
export interface Policy {
  /** The policy version, for what is judged by it to name. */
  id: string;
  programId: string;
  number: number;
  effectiveFrom: ClinicDay;
  /** The last day; null: until further notice. */
  effectiveTo: ClinicDay | null;
  weekStartsOn: Weekday;
  programWeekdays: Weekday[];
  weeklyMinMinutes: number;
  weeklyMaxMinutes: number;
  daysMin: number;
  daysMax: number;
  dayMinMinutes: number;
  proratePartialWeeks: boolean;
  groupCapacity: number;
  /** Every parameter with the layer and source that won: `parameters['attendance.late_after_minutes'].value`. */
  parameters: PolicyParameters;
}

/** What other modules know of a service. */
export interface ServiceBrief {
  id: string;
  name: string;
  kind: ServiceKind;
  category: ServiceCategory;
  countsTowardHours: boolean;
  defaultMinutes: number;
  capacity: number;
  modality: string | null;
  billingCode: string | null;
  /** Disciplines that may lead it; empty: any that leads sessions. */
  disciplines: Discipline[];
  active: boolean;
}

/** One step of a program's taper. */
export interface PhaseBrief {
  position: number;
  name: string;
  weeks: number;
  minutesPerWeek: number;
  daysPerWeek: number;
}

const POLICY = `select id, program_id as "programId", number, effective_from as "effectiveFrom", effective_to as "effectiveTo",
  week_starts_on as "weekStartsOn", program_weekdays as "programWeekdays", weekly_min_minutes as "weeklyMinMinutes",
  weekly_max_minutes as "weeklyMaxMinutes", days_min as "daysMin", days_max as "daysMax", day_min_minutes as "dayMinMinutes",
  prorate_partial_weeks as "proratePartialWeeks", group_capacity as "groupCapacity", parameters from programs.v_policy_version`;
const PROGRAM = 'select id, name, code, population, track, active from programs.v_program';
const NUMBER = `
  select coalesce((select (k.parameters->b.parameter->>'value')::int from programs.v_policy_version k
      where k.program_id = $1 and k.effective_from <= $2 and (k.effective_to is null or k.effective_to >= $2)), (b.value #>> '{}')::int) as value
  from programs.v_base_value b where b.parameter = $3 and b.population is null and b.effective_from <= $2 and (b.effective_to is null or b.effective_to >= $2)`;
const SERVICE = `select id, name, kind, category, counts_toward_hours as "countsTowardHours", default_minutes as "defaultMinutes",
  capacity, modality, billing_code as "billingCode", disciplines, active from programs.v_service`;

/** What upper floors may ask of programs, policies and services. */
@Injectable()
export class ProgramsReader {
  constructor(private readonly database: Database) {}

  /** The program's policy on a day, by what is known now. @throws DomainError 404 for a program that is not there. */
  async policyOn(programId: string, day: ClinicDay): Promise<Policy> {
    const policy = await this.database.maybe<Policy>(`${POLICY} where program_id = $1 and effective_from <= $2 and (effective_to is null or effective_to >= $2)`, [programId, day]);
    if (!policy) throw notFound('program');
    return policy;
  }

  /** One number of a program's policy on a day; of the base layer for what belongs to no program. */
  async number(programId: string | null, parameter: ParameterKey, day: ClinicDay): Promise<number> {
    return (await this.database.one<{ value: number }>(NUMBER, [programId, day, parameter])).value;
  }

  /** Every policy of the clinic's programs that holds on some day of [from, to], by program and day. */
  async policies(clinicId: string, from: ClinicDay, to: ClinicDay): Promise<Policy[]> {
    return this.database.rows<Policy>(
      `${POLICY} where clinic_id = $1 and effective_from <= $3 and (effective_to is null or effective_to >= $2) order by program_id, effective_from`,
      [clinicId, from, to],
    );
  }

  /**
   * The weekday on which the clinic's weeks begin, for what is told of all its programs together: that of its programs on the day,
   * where they agree; where they do not, or have none, Monday.
   */
  async weekStartsOn(clinicId: string, day: ClinicDay): Promise<Weekday> {
    const { weekdays } = await this.database.one<{ weekdays: Weekday[] }>(
      `select coalesce(array_agg(distinct v.week_starts_on), '{}') as weekdays from programs.v_program p
       join programs.v_policy_version v on v.program_id = p.id and v.effective_from <= $2 and (v.effective_to is null or v.effective_to >= $2)
       where p.clinic_id = $1 and p.active`,
      [clinicId, day],
    );
    return weekdays.length === 1 ? (weekdays[0] as Weekday) : 1;
  }

  /** A policy version by its id, also one that has been superseded: what something was once judged by. */
  async policyVersion(clinicId: string, policyVersionId: string): Promise<Policy> {
    const policy = await this.database.maybe<Policy>(`${POLICY.replace('v_policy_version', 'policy_version')} where clinic_id = $1 and id = $2`, [clinicId, policyVersionId]);
    if (!policy) throw notFound('policy');
    return policy;
  }

  /** Programs of the clinic by name; with ids, only those. Inactive ones too. */
  async programs(clinicId: string, programIds?: readonly string[]): Promise<ProgramBrief[]> {
    return this.database.rows<ProgramBrief>(`${PROGRAM} where clinic_id = $1 and ($2::uuid[] is null or id = any($2)) order by name, id`, [clinicId, programIds ?? null]);
  }

  /** A program of the clinic. @throws DomainError 404. */
  async program(clinicId: string, programId: string): Promise<ProgramBrief> {
    const [program] = await this.programs(clinicId, [programId]);
    if (!program) throw notFound('program');
    return program;
  }

  /** The taper of a program, in order. */
  async phases(clinicId: string, programId: string): Promise<PhaseBrief[]> {
    return this.database.rows<PhaseBrief>(
      `select position, name, weeks, minutes_per_week as "minutesPerWeek", days_per_week as "daysPerWeek"
       from programs.phase where clinic_id = $1 and program_id = $2 order by position`,
      [clinicId, programId],
    );
  }

  /** A service of the clinic, active or not. @throws DomainError 404. */
  async service(clinicId: string, serviceId: string): Promise<ServiceBrief> {
    const service = await this.database.maybe<ServiceBrief>(`${SERVICE} where clinic_id = $1 and id = $2`, [clinicId, serviceId]);
    if (!service) throw notFound('service');
    return service;
  }

  /** Services of the clinic by name; with ids, only those. Inactive ones too. */
  async services(clinicId: string, serviceIds?: readonly string[]): Promise<ServiceBrief[]> {
    return this.database.rows<ServiceBrief>(`${SERVICE} where clinic_id = $1 and ($2::uuid[] is null or id = any($2)) order by name, id`, [clinicId, serviceIds ?? null]);
  }
}
