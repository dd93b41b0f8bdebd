import { Day, Int, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { AUTHORIZATION_UNITS, type AuthorizationUnit } from './authorization.entity.js';
import { MOST_GRANTED } from './authorization-terms.js';

const UNIT = { name: 'AuthorizationUnit', description: 'What the payer counts: per-diem service days, or minutes.' };
const GRANTED = { min: 1, max: MOST_GRANTED.minute, description: 'Days or minutes, as the unit says.' };

export class RecordAuthorizationDto {
  @Uuid({ description: 'The stay it is for.' }) episodeId: string;
  @Text({ max: 120 }) payer: string;
  @Text({ max: 60, description: 'The payer’s own number of it.' }) number: string;
  @Day() startsOn: ClinicDay;
  @Day({ description: 'The last authorized day.' }) endsOn: ClinicDay;
  @OneOf(AUTHORIZATION_UNITS, UNIT) unit: AuthorizationUnit;
  @Int(GRANTED) granted: number;
  @Day({ optional: true, nullable: true, description: 'When the payer looks at the stay again.' }) nextReviewOn?: ClinicDay | null;
  @Text({ optional: true, nullable: true, min: 0, max: 1000 }) note?: string | null;
}

export class AuthorizationIdDto {
  @Uuid() id: string;
}

/** What is left out stays. */
export class EditAuthorizationDto {
  @Int({ min: 1, description: 'The version you saw.' }) version: number;
  @Text({ optional: true, max: 120 }) payer?: string;
  @Text({ optional: true, max: 60 }) number?: string;
  @Day({ optional: true }) startsOn?: ClinicDay;
  @Day({ optional: true }) endsOn?: ClinicDay;
  @OneOf(AUTHORIZATION_UNITS, { ...UNIT, optional: true }) unit?: AuthorizationUnit;
  @Int({ ...GRANTED, optional: true }) granted?: number;
  @Day({ optional: true, nullable: true }) nextReviewOn?: ClinicDay | null;
  @Text({ optional: true, nullable: true, min: 0, max: 1000 }) note?: string | null;
}

export class WithdrawAuthorizationDto {
  @Int({ min: 1, description: 'The version you saw.' }) version: number;
  @Text({ max: 500 }) reason: string;
}
