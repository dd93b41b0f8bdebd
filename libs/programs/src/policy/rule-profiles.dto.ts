import { Bool, Day, Int, ListOf, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { ParameterRecordDto } from './parameter-history.dto.js';
import { LAYERS, type Layer } from './rule-profile.entity.js';

/** Layers a clinic may have profiles of its own in. */
export const OWN_LAYERS = ['state', 'accreditor', 'payer'] as const;

/** A clinic's own profile, empty or begun as a copy. */
export class CreateProfileDto {
  @OneOf(OWN_LAYERS)
  layer: (typeof OWN_LAYERS)[number];

  @Text({ max: 120 })
  name: string;

  @Uuid({ optional: true, nullable: true, description: 'A profile of the same layer whose numbers it begins with.' })
  copyOf?: string | null;
}

export class RenameProfileDto {
  @Int({ min: 1 })
  version: number;

  @Text({ max: 120 })
  name: string;
}

export class RuleProfileDto {
  @Uuid()
  id: string;

  @OneOf(LAYERS, { name: 'Layer' })
  layer: Layer;

  @Text()
  name: string;

  @Bool({ description: 'Shipped with Stepwell, the same for all; copy it to change it.' })
  shared: boolean;

  @Int({ min: 1 })
  version: number;

  @Int({ description: 'Parameters it sets.' })
  numbers: number;

  @Int({ description: 'Programs of the clinic that follow it, now or later.' })
  followedBy: number;
}

export class RuleProfileListDto {
  @ListOf(() => RuleProfileDto)
  items: RuleProfileDto[];
}

export class RuleProfileDetailDto extends RuleProfileDto {
  @ListOf(() => ParameterRecordDto, { max: 1000, description: 'Its numbers, by parameter and day.' })
  values: ParameterRecordDto[];
}

/** That a program follows a profile from a day on. */
export class FollowProfileDto {
  @Int({ min: 1, description: 'The version of the program the edit was begun from.' })
  version: number;

  @Uuid()
  profileId: string;

  @Day({ description: 'The first day. A day that is past needs a reason.' })
  effectiveFrom: ClinicDay;

  @Day({ optional: true, nullable: true, description: 'The last day; left out or null: until further notice.' })
  effectiveTo?: ClinicDay | null;

  @Text({ max: 500, optional: true, nullable: true })
  reason?: string | null;
}

/** That a program no longer follows a profile from a day on. */
export class StopFollowingDto {
  @Int({ min: 1, description: 'The version of the program the edit was begun from.' })
  version: number;

  @Day({ description: 'The first day it is followed no more. A day that is past needs a reason.' })
  from: ClinicDay;

  @Text({ max: 500, optional: true, nullable: true })
  reason?: string | null;
}
