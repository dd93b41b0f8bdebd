import { Bool, Day, Instant, Int, ListOf, Nested, OneOf, SomeOf, Text, Uuid, UuidList, WallTimeField, type ClinicDay, type WallTime } from '#platform';
import { SESSION_KINDS, type SessionKind } from '#scheduling';

const ACTIONS = ['substitute', 'without', 'room', 'cancel', 'keep'] as const;
type Action = (typeof ACTIONS)[number];

/** Who or which room is out, and when. */
export class AbsenceDto {
  @Uuid({ optional: true, description: 'The clinician who is out; or else the room.' })
  staffId?: string;

  @Uuid({ optional: true })
  roomId?: string;

  @Day()
  from: ClinicDay;

  @WallTimeField({ optional: true, nullable: true, description: 'Start on the first day; left out: the start of the day.' })
  fromTime?: WallTime | null;

  @Day({ description: 'The last day, at most 62 days on.' })
  to: ClinicDay;

  @WallTimeField({ optional: true, nullable: true, description: 'End on the last day; left out: the end of the day.' })
  toTime?: WallTime | null;
}

/** What is decided about one session. */
export class AbsenceChoiceDto {
  @Uuid()
  sessionId: string;

  @Int({ min: 1, description: 'The version the decision was made on.' })
  version: number;

  @OneOf(ACTIONS, { description: '`substitute`: somebody else leads it. `without`: whoever leads it too carries on. `room`: another room. `cancel`. `keep`: nothing changes.' })
  action: Action;

  @Uuid({ optional: true, description: 'Goes with `substitute`.' })
  staffId?: string;

  @Uuid({ optional: true, description: 'Goes with `room`.' })
  roomId?: string;
}

/** One approval of everything. */
export class ApproveAbsenceDto extends AbsenceDto {
  @ListOf(() => AbsenceChoiceDto, { max: 200, description: 'One for each session it touches.' })
  choices: AbsenceChoiceDto[];

  @Text({ max: 120, description: 'For time off, the closed room and the sessions that are cancelled; nothing clinical.' })
  reason: string;

  @Bool({ description: 'Whether it is put on record: as the clinician’s time off (needs `team.write`), or as time the room is closed (needs `clinics.manage`).' })
  record: boolean;
}

export class AbsentPersonDto {
  @Uuid()
  id: string;

  @Text()
  name: string;
}

export class AbsenceClientDto {
  @Uuid()
  id: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;
}

export class SubstituteDto {
  @Uuid()
  staffId: string;

  @Text()
  name: string;

  @SomeOf(['knows_them', 'within_said_hours', 'free_day'], { description: 'Led the group or is on the care team; said they work then; has nothing else that day.' })
  reasons: string[];
}

export class SpareRoomDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @Int({ min: 1 })
  capacity: number;
}

export class SuggestionDto {
  @OneOf(ACTIONS)
  action: Action;

  @Uuid({ nullable: true })
  staffId: string | null;

  @Uuid({ nullable: true })
  roomId: string | null;
}

/** A session left without its clinician or room. */
export class StrandedSessionDto {
  @Uuid()
  id: string;

  @Int({ min: 1 })
  version: number;

  @OneOf(SESSION_KINDS)
  kind: SessionKind;

  @Text()
  title: string;

  @Day()
  day: ClinicDay;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @Nested(() => AbsentPersonDto, { nullable: true })
  room: AbsentPersonDto | null;

  @ListOf(() => AbsentPersonDto, { description: 'Everybody who leads it.' })
  staff: AbsentPersonDto[];

  @ListOf(() => AbsenceClientDto, { max: 500 })
  clients: AbsenceClientDto[];

  @Bool({ description: 'Whether somebody was there already: then it is not cancelled any more.' })
  present: boolean;

  @ListOf(() => SubstituteDto, { max: 20, description: 'Qualified and free then, the best first.' })
  substitutes: SubstituteDto[];

  @ListOf(() => SpareRoomDto, { max: 20, description: 'Free then, the smallest that holds them first.' })
  rooms: SpareRoomDto[];

  @Nested(() => SuggestionDto)
  suggestion: SuggestionDto;
}

export class SessionWorthDto {
  @Uuid()
  sessionId: string;

  @Int()
  minutes: number;
}

/** A client's week that falls short should the sessions not take place. */
export class WeekAtStakeDto {
  @Uuid()
  episodeId: string;

  @Nested(() => AbsenceClientDto)
  client: AbsenceClientDto;

  @Day()
  weekStart: ClinicDay;

  @Int()
  prescribedMinutes: number;

  @Int({ description: 'Attended, and still planned.' })
  projectedMinutes: number;

  @ListOf(() => SessionWorthDto, { description: 'What each of the sessions counts for in this week.' })
  sessions: SessionWorthDto[];

  @Int({ description: 'Short by so much as it is.' })
  shortBy: number;

  @Int({ description: 'Short by so much should none of them take place.' })
  shortWithout: number;
}

/** Everything an absence touches. */
export class AbsenceRippleDto {
  @Nested(() => AbsentPersonDto)
  out: AbsentPersonDto;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @Bool({ description: 'Whether time off is noted there already, or the room closed.' })
  noted: boolean;

  @ListOf(() => StrandedSessionDto, { max: 200 })
  sessions: StrandedSessionDto[];

  @ListOf(() => WeekAtStakeDto, { max: 500, description: 'Who falls short should all of them be cancelled, those who miss most first.' })
  weeks: WeekAtStakeDto[];
}

/** What was done. Whoever it concerns has a message. */
export class AbsenceApprovedDto {
  @Uuid({ nullable: true })
  timeOffId: string | null;

  @Uuid({ nullable: true, description: 'The time the room is closed.' })
  roomOutageId: string | null;

  @UuidList({ description: 'Sessions somebody else leads now.' })
  substituted: string[];

  @UuidList({ description: 'Sessions in another room.' })
  moved: string[];

  @UuidList()
  cancelled: string[];

  @UuidList()
  kept: string[];
}
