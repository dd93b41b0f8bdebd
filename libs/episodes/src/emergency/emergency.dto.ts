import { Bool, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid } from '#platform';
import { EMERGENCY_FINDINGS, type EmergencyFinding } from './emergency-access.js';

export class OpenInEmergencyDto {
  @Uuid() clientId: string;
  @Text({ max: 500, description: 'Why the chart has to be read now. Kept, and read by whoever reviews it.' }) reason: string;
}

export class OpenedInEmergencyDto {
  @Uuid() id: string;
  @Instant({ description: 'Until then the chart is open.' }) endsAt: string;
}

export class EmergencyListQuery extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Only those nobody has reviewed.' }) waiting?: boolean;
}

export class ReviewEmergencyDto {
  @Int({ min: 1, description: 'The version you saw.' }) version: number;
  @OneOf(EMERGENCY_FINDINGS, { name: 'EmergencyFinding' }) finding: EmergencyFinding;
  @Text({ optional: true, nullable: true, max: 500, description: 'Needed where it was not justified.' }) note?: string | null;
}

export class EmergencyClientDto {
  @Uuid() id: string;
  @Text() chartNumber: string;
  @Text() givenName: string;
  @Text({ min: 0 }) familyName: string;
  @Text({ nullable: true }) preferredName: string | null;
}

export class EmergencyAccessDto {
  @Uuid() id: string;
  @Nested(() => EmergencyClientDto) client: EmergencyClientDto;
  @Uuid() userId: string;
  @Text() userName: string;
  @Text({ max: 500 }) reason: string;
  @Instant() openedAt: string;
  @Instant() endsAt: string;
  @OneOf(EMERGENCY_FINDINGS, { name: 'EmergencyFinding', nullable: true }) finding: EmergencyFinding | null;
  @Text({ nullable: true, max: 500 }) reviewNote: string | null;
  @Instant({ nullable: true }) reviewedAt: string | null;
  @Text({ nullable: true }) reviewedByName: string | null;
  @Int() version: number;
}

export class EmergencyAccessPageDto {
  @ListOf(() => EmergencyAccessDto) items: EmergencyAccessDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}
