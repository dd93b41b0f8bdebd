import { AUTHORIZATION_UNITS, type AuthorizationUnit } from '#episodes';
import { Day, Instant, Int, ListOf, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { AUTHORIZATION_STATUSES, type AuthorizationStatus } from './authorization-use.js';

export class AuthorizationDto {
  @Uuid() id: string;
  @Uuid() episodeId: string;
  @Text() programName: string;
  @Text({ max: 120 }) payer: string;
  @Text({ max: 60 }) number: string;
  @Day() startsOn: ClinicDay;
  @Day({ description: 'The last authorized day.' }) endsOn: ClinicDay;
  @OneOf(AUTHORIZATION_UNITS, { name: 'AuthorizationUnit' }) unit: AuthorizationUnit;
  @Int({ description: 'Days or minutes, as the unit says; so are used, booked and left.' }) granted: number;
  @Int({ description: 'Per-diem days attended, or credited minutes, between its dates.' }) used: number;
  @Int({ description: 'The same, of what is booked and not yet recorded.' }) booked: number;
  @Int({ min: -2_147_483_648, description: 'Below 0 where more was used and booked than granted.' }) left: number;
  @Day({ nullable: true }) nextReviewOn: ClinicDay | null;
  @Day({ nullable: true, description: 'By when the next one is asked for, as the policy says; null where the stay ends with it, or the next one is there.' }) askBy: ClinicDay | null;
  @Text({ nullable: true, max: 1000 }) note: string | null;
  @OneOf(AUTHORIZATION_STATUSES, { name: 'AuthorizationStatus' }) status: AuthorizationStatus;
  @Instant({ nullable: true }) withdrawnAt: string | null;
  @Text({ nullable: true }) withdrawnByName: string | null;
  @Text({ nullable: true, max: 500 }) withdrawnReason: string | null;
  @Int() version: number;
}

export class AuthorizationListDto {
  @ListOf(() => AuthorizationDto, { description: 'The latest first.' }) items: AuthorizationDto[];
}
