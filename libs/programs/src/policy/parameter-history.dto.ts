import { Day, Instant, Int, ListOf, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { POPULATIONS, type Population } from '../program/program.entity.js';
import { PARAMETER_KEYS, type ParameterKey, type ParameterValue } from './parameters.js';
import { LAYERS, type Layer } from './rule-profile.entity.js';
import { EVIDENCE, type Evidence } from './rule-value.entity.js';
import { Value } from './parameter-value.field.js';

/** One value a parameter had or has in some layer. */
export class ParameterRecordDto {
  @Uuid()
  id: string;

  @OneOf(PARAMETER_KEYS, { name: 'ParameterKey' })
  parameter: ParameterKey;

  @OneOf(LAYERS, { name: 'Layer' })
  layer: Layer;

  @Uuid()
  profileId: string;

  @Text()
  profileName: string;

  @OneOf(POPULATIONS, { nullable: true })
  population: Population | null;

  @Value()
  value: ParameterValue;

  @Day()
  effectiveFrom: ClinicDay;

  @Day({ nullable: true })
  effectiveTo: ClinicDay | null;

  @Text({ max: 500 })
  source: string;

  @OneOf(EVIDENCE, { name: 'Evidence' })
  evidence: Evidence;

  @Text({ nullable: true, max: 500 })
  reason: string | null;

  @Text()
  authorName: string;

  @Instant()
  createdAt: string;

  @Instant({ nullable: true, description: 'When another took its place; null while it stands.' })
  supersededAt: string | null;
}

/** A run of days a value held for the program. */
export class ParameterRunDto {
  @Day()
  from: ClinicDay;

  @Day({ nullable: true })
  to: ClinicDay | null;

  @Value()
  value: ParameterValue;

  @OneOf(LAYERS, { name: 'Layer' })
  layer: Layer;

  @Text()
  profileName: string;

  @Text({ max: 500 })
  source: string;

  @Int({ min: 1, description: 'The policy version it was first written in.' })
  policyNumber: number;
}

export class ParameterHistoryDto {
  @OneOf(PARAMETER_KEYS, { name: 'ParameterKey' })
  parameter: ParameterKey;

  @ListOf(() => ParameterRunDto, { description: 'What holds on which days, by what is known now.' })
  runs: ParameterRunDto[];

  @ListOf(() => ParameterRecordDto, { max: 1000, description: 'Every value of every layer, superseded ones too, newest first.' })
  records: ParameterRecordDto[];
}
