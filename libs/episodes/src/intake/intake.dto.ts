import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { CONTACT_OUTCOMES, CONTACT_WAYS, INTAKE_MOVES, INTAKE_STATES, type ContactOutcome, type ContactWay, type IntakeMove, type IntakeState } from './intake-entry.js';

const VERSION = { min: 1, description: 'The version the person saw.' };
const NOTE = 'About times and wishes; nothing clinical.';

/** Who waits. */
export class JoinIntakeDto {
  @Uuid()
  clientId: string;

  @Text({ max: 200, optional: true, nullable: true, description: NOTE })
  note?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'Who keeps in touch with them; left out: whoever asks, where they are staff.' })
  ownerStaffId?: string | null;
}

export class IntakeEntryIdDto {
  @Uuid()
  id: string;
}

/** What is edited of an entry; what is left out stays. */
export class EditIntakeEntryDto {
  @Int(VERSION)
  version: number;

  @Text({ max: 200, optional: true, nullable: true, description: NOTE })
  note?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'Who keeps in touch with them.' })
  ownerStaffId?: string | null;

  @Int({ min: 1, max: 200, optional: true, description: 'Its new place in line, 1 the first. Needs a reason.' })
  place?: number;

  @Text({ max: 300, optional: true, nullable: true, description: 'Why they are moved.' })
  reason?: string | null;
}

export class LeaveIntakeDto {
  @Int(VERSION)
  version: number;

  @Text({ max: 300, optional: true, nullable: true })
  reason?: string | null;
}

export class IntakeVersionDto {
  @Int(VERSION)
  version: number;
}

export class DeclinePlaceDto {
  @Text({ max: 300, description: 'Why they do not come.' })
  reason: string;
}

export class WithdrawPlaceDto {
  @Text({ max: 300, optional: true, nullable: true })
  reason?: string | null;
}

export class LogContactDto {
  @OneOf(CONTACT_WAYS, { name: 'ContactWay' })
  how: ContactWay;

  @OneOf(CONTACT_OUTCOMES, { name: 'ContactOutcome' })
  outcome: ContactOutcome;

  @Instant({ optional: true, description: 'When it was tried; now unless said.' })
  triedAt?: string;

  @Text({ max: 200, optional: true, nullable: true, description: NOTE })
  note?: string | null;
}

/** How full a program is. */
export class ProgramPlacesDto {
  @Int({ nullable: true, description: 'Null: as many as come.' })
  places: number | null;

  @Int({ description: 'By the stays there are and those to come, the most at once from today on.' })
  taken: number;

  @Int({ description: 'Kept for people they are offered to.' })
  kept: number;

  @Int({ nullable: true, description: 'Neither taken nor kept; null: as many as come.' })
  free: number | null;

  @Int({ description: 'Who wait and have no offer.' })
  waiting: number;

  @Day({ nullable: true, description: 'From when on somebody could come in; null: no place is about to be free.' })
  freeFrom: ClinicDay | null;
}

export class IntakeClientDto {
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
}

/** A place that is kept for somebody. */
export class PlaceOfferDto {
  @Day({ description: 'The first day on which the place is free.' })
  startsOn: ClinicDay;

  @Instant()
  offeredAt: string;

  @Instant({ description: 'Until when it stands, once somebody has tried to tell them; until then it does not end.' })
  expiresAt: string;

  @Day({ description: 'By when somebody has tried to tell them.' })
  contactDueOn: ClinicDay;

  @Instant({ nullable: true, description: 'The first attempt to tell them.' })
  contactedAt: string | null;

  @Int({ description: 'Attempts to tell them.' })
  attempts: number;

  @OneOf(CONTACT_OUTCOMES, { nullable: true, name: 'ContactOutcome', description: 'What came of the last attempt.' })
  lastOutcome: ContactOutcome | null;
}

export class IntakeOwnerDto {
  @Uuid()
  staffId: string;

  @Text()
  name: string;
}

/** Somebody who waits, or waited. */
export class IntakeEntryDto {
  @Uuid()
  id: string;

  @Uuid()
  programId: string;

  @Text()
  programName: string;

  @Nested(() => IntakeClientDto)
  client: IntakeClientDto;

  @Int({ nullable: true, description: 'Their place in line, 1 the first; null once they no longer wait.' })
  number: number | null;

  @Instant()
  since: string;

  @Text({ nullable: true })
  note: string | null;

  @Nested(() => IntakeOwnerDto, { nullable: true })
  owner: IntakeOwnerDto | null;

  @OneOf(INTAKE_STATES, { name: 'IntakeState' })
  state: IntakeState;

  @Nested(() => PlaceOfferDto, { nullable: true })
  offer: PlaceOfferDto | null;

  @Instant({ nullable: true })
  endedAt: string | null;

  @Text({ nullable: true, description: 'Why the last offer was declined or taken back, or why they left.' })
  endReason: string | null;

  @Uuid({ nullable: true, description: 'The stay they were admitted to.' })
  episodeId: string | null;

  @Int({ min: 1 })
  version: number;
}

export class IntakePageDto {
  @ListOf(() => IntakeEntryDto)
  items: IntakeEntryDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

/** One attempt to tell somebody of a place. */
export class IntakeContactDto {
  @Uuid()
  id: string;

  @Instant()
  triedAt: string;

  @OneOf(CONTACT_WAYS, { name: 'ContactWay' })
  how: ContactWay;

  @OneOf(CONTACT_OUTCOMES, { name: 'ContactOutcome' })
  outcome: ContactOutcome;

  @Text({ nullable: true })
  note: string | null;

  @Text()
  by: string;
}

/** One move of somebody who waits. */
export class IntakeMoveDto {
  @Uuid()
  id: string;

  @OneOf(INTAKE_MOVES, { name: 'IntakeMove' })
  move: IntakeMove;

  @Int({ nullable: true, description: 'Of a move within the line: where they stood.' })
  fromPlace: number | null;

  @Int({ nullable: true })
  toPlace: number | null;

  @Text({ nullable: true })
  reason: string | null;

  @Instant()
  at: string;

  @Text()
  by: string;
}

/** An entry with its history, the latest first. */
export class IntakeHistoryDto extends IntakeEntryDto {
  @ListOf(() => IntakeMoveDto, { description: 'The latest 100.' })
  moves: IntakeMoveDto[];

  @ListOf(() => IntakeContactDto, { description: 'The latest 100.' })
  contacts: IntakeContactDto[];
}

export class IntakeListQuery extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Those whose waiting ended, the latest first; those who wait, in the order of their turn, unless said.' })
  ended?: boolean;
}
