import { Bool, Day, Int, ListOf, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { POPULATIONS, type Population } from '../program/program.entity.js';
import { PARAMETER_KEYS, type ParameterGroup, type ParameterKey, type ParameterType, type ParameterUnit, type ParameterValue } from './parameters.js';
import { LAYERS, type Layer } from './rule-profile.entity.js';
import { EVIDENCE, type Evidence } from './rule-value.entity.js';
import { Value } from './parameter-value.field.js';

/** One number to change. */
export class NumberChangeDto {
  @OneOf(PARAMETER_KEYS, { name: 'ParameterKey' })
  parameter: ParameterKey;

  @Value({ nullable: true, description: 'Null: this profile says nothing any more, the layers below decide.' })
  value: ParameterValue | null;

  @OneOf(POPULATIONS, { optional: true, nullable: true, description: 'For programs of this population only. Not for a program’s own numbers.' })
  population?: Population | null;
}

/** Numbers of one profile, changed together from a day on. */
export class ChangeNumbersDto {
  @Int({ min: 1, description: 'The version of the profile the edit was begun from.' })
  version: number;

  @Day({ description: 'The first day they hold. A day that is past needs a reason.' })
  effectiveFrom: ClinicDay;

  @Day({ optional: true, nullable: true, description: 'The last day; null: until further notice, replacing what is planned later; left out: until the next change already planned.' })
  effectiveTo?: ClinicDay | null;

  @Text({ max: 500, description: 'Where the numbers come from: the rule, the contract, the decision.' })
  source: string;

  @OneOf(EVIDENCE, { optional: true, name: 'Evidence', description: 'P read in the regulation or its owner’s text, S a secondary page, K background knowledge, D a decision of one’s own (unless said).' })
  evidence?: Evidence;

  @Text({ max: 500, optional: true, nullable: true })
  reason?: string | null;

  @ListOf(() => NumberChangeDto, { min: 1, max: 50 })
  changes: NumberChangeDto[];
}

/** A parameter of the closed list. */
export class ParameterDto {
  @OneOf(PARAMETER_KEYS, { name: 'ParameterKey' })
  key: ParameterKey;

  @Text()
  label: string;

  @Text({ max: 500 })
  meaning: string;

  @OneOf(['hours', 'groups', 'attendance', 'outreach', 'deadlines', 'eligibility'])
  group: ParameterGroup;

  @OneOf(['integer', 'boolean', 'weekday', 'weekdays'])
  type: ParameterType;

  @OneOf(['minutes', 'days', 'business_days', 'weeks', 'people', 'times', 'percent', 'years', 'none'])
  unit: ParameterUnit;

  @Int({ nullable: true })
  min: number | null;

  @Int({ nullable: true })
  max: number | null;
}

export class ParameterListDto {
  @ListOf(() => ParameterDto)
  items: ParameterDto[];
}

/** What one layer says of a parameter on the day. */
export class LayerValueDto {
  @OneOf(LAYERS, { name: 'Layer' })
  layer: Layer;

  @Uuid()
  profileId: string;

  @Text()
  profileName: string;

  @Value()
  value: ParameterValue;

  @Text({ max: 500 })
  source: string;

  @OneOf(EVIDENCE, { name: 'Evidence' })
  evidence: Evidence;

  @Day()
  effectiveFrom: ClinicDay;

  @Day({ nullable: true })
  effectiveTo: ClinicDay | null;
}

/** A value a parameter takes later on. */
export class PlannedValueDto {
  @Value()
  value: ParameterValue;

  @Day()
  from: ClinicDay;

  @OneOf(LAYERS, { name: 'Layer' })
  layer: Layer;
}

/** A parameter as it stands on the day: what holds, who says so, and what every other layer says. */
export class PolicyNumberDto {
  @OneOf(PARAMETER_KEYS, { name: 'ParameterKey' })
  parameter: ParameterKey;

  @Value()
  value: ParameterValue;

  @ListOf(() => LayerValueDto, { description: 'Every layer that has a value, the one that wins first.' })
  layers: LayerValueDto[];

  @Text({ description: 'Why that one wins, as a sentence.' })
  why: string;

  @Nested(() => PlannedValueDto, { nullable: true, description: 'The next value already planned.' })
  next: PlannedValueDto | null;
}

/** A profile a program follows. */
export class FollowedProfileDto {
  @Uuid()
  id: string;

  @Uuid()
  profileId: string;

  @Text()
  name: string;

  @OneOf(LAYERS, { name: 'Layer' })
  layer: Layer;

  @Bool({ description: 'Shipped with Stepwell, the same for all.' })
  shared: boolean;

  @Day()
  effectiveFrom: ClinicDay;

  @Day({ nullable: true })
  effectiveTo: ClinicDay | null;
}

/** The policy of a program on a day. */
export class PolicyDto {
  @Day()
  on: ClinicDay;

  @Uuid({ description: 'The policy version that holds on the day.' })
  policyVersionId: string;

  @Int({ min: 1 })
  number: number;

  @Day()
  effectiveFrom: ClinicDay;

  @Day({ nullable: true })
  effectiveTo: ClinicDay | null;

  @Uuid({ description: 'The profile that holds the program’s own numbers.' })
  ownProfileId: string;

  @Int({ min: 1, description: 'Its version, for a change.' })
  ownProfileVersion: number;

  @ListOf(() => PolicyNumberDto)
  numbers: PolicyNumberDto[];

  @ListOf(() => FollowedProfileDto, { description: 'Every state, accreditor and payer profile followed, now, before or later.' })
  follows: FollowedProfileDto[];
}

export class PolicyOnQuery {
  @Day({ optional: true, description: 'Today unless said.' })
  on?: ClinicDay;
}
