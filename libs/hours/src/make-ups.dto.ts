import { Bool, Day, Instant, Int, ListOf, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import type { AuthorizationRefusal } from './make-ups.js';

const KINDS = ['seat', 'slot'] as const;
const BEYOND = ['not_authorized', 'authorization_used_up'] as const satisfies readonly AuthorizationRefusal[];

/** A seat in a session there is, or a time for an individual one. */
export class MakeUpDto {
  @OneOf(KINDS, { name: 'MakeUpKind' }) kind: 'seat' | 'slot';
  @Text() title: string;
  @Uuid({ nullable: true, description: 'The session whose seat it is; null for a slot.' }) sessionId: string | null;
  @Int({ nullable: true }) seatsLeft: number | null;
  @Uuid() serviceId: string;
  @Uuid({ nullable: true }) staffId: string | null;
  @Text({ nullable: true, max: 1000 }) staffName: string | null;
  @Uuid({ nullable: true }) roomId: string | null;
  @Text({ nullable: true }) roomName: string | null;
  @Day() day: ClinicDay;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Int({ description: 'What it would credit.' }) minutes: number;
  @Int({ description: 'How much of what is missing it mends.' }) mends: number;
  @Bool() mendsAll: boolean;
  @Int({ description: 'Minutes beyond what is missing.' }) surplus: number;
  @Bool({ description: 'The client would come on one more day.' }) extraDay: boolean;
  @OneOf(BEYOND, { name: 'BeyondAuthorization', nullable: true, description: 'It would go beyond what the payer granted, and is booked with a reason only. Null where it would not, or nothing is recorded of a payer.' }) beyond: AuthorizationRefusal | null;
  @Text({ max: 500, description: 'Why it stands where it stands.' }) reason: string;
}

export class MakeUpsDto {
  @Uuid() episodeId: string;
  @Uuid() clientId: string;
  @Day() weekStart: ClinicDay;
  @OneOf(['standing', 'forecast', 'none'], { description: 'standing: too little is booked; forecast: enough is booked and some of it is likely to be missed.' }) basis: 'standing' | 'forecast' | 'none';
  @Int() missingMinutes: number;
  @OneOf(['week_over', 'nothing_missing'], { nullable: true, description: 'Why there are none.' }) closed: 'week_over' | 'nothing_missing' | null;
  @ListOf(() => MakeUpDto, { description: 'The best first; those beyond what the payer granted come last.' }) items: MakeUpDto[];
}

export class BookMakeUpDto {
  @OneOf(KINDS, { name: 'MakeUpKind' }) kind: 'seat' | 'slot';
  @Uuid({ optional: true, nullable: true, description: 'For a seat.' }) sessionId?: string | null;
  @Uuid({ optional: true, nullable: true, description: 'For a slot.' }) serviceId?: string | null;
  @Uuid({ optional: true, nullable: true, description: 'For a slot.' }) staffId?: string | null;
  @Uuid({ optional: true, nullable: true, description: 'For a slot; null: without a room.' }) roomId?: string | null;
  @Instant({ optional: true, nullable: true, description: 'For a slot.' }) startsAt?: string | null;
  @Text({ optional: true, nullable: true, max: 500, description: 'Why it goes beyond what the payer granted; asked for where it does, of those who may.' }) beyondReason?: string | null;
}

export class BookedMakeUpDto {
  @Uuid() sessionId: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Int() minutes: number;
  @Int({ description: 'What the week has planned with it.' }) plannedMinutes: number;
}
