import { Day, Instant, Int, ListOf, Nested, OneOf, SomeOf, Text, Uuid, UuidList, WallTimeField, type ClinicDay, type WallTime } from '#platform';
import { WEEKDAY_CODES } from '../recurrence-rule.js';
import { NamedDto } from '../sessions/sessions.dto.js';

/** Who is to meet, how long, and between when a time is looked for. */
export class FindTimeDto {
  @Uuid()
  serviceId: string;

  @UuidList({ min: 1, max: 10, description: 'All of them lead it; the first first.' })
  staffIds: string[];

  @UuidList({ max: 20, optional: true })
  clientIds?: string[];

  @OneOf(['any', 'room', 'none'], { description: '`any`: the smallest free room with the seats, the usual one first. `room`: the one named. `none`: by telehealth, or nowhere.' })
  where: 'any' | 'room' | 'none';

  @Uuid({ optional: true, description: 'Goes with `room`.' })
  roomId?: string;

  @Int({ min: 1, max: 500, optional: true, description: 'Seats any room must have; as many as there are clients unless said.' })
  seats?: number;

  @Int({ min: 15, max: 720, optional: true, description: 'As long as the service usually takes unless said.' })
  minutes?: number;

  @Day({ optional: true, description: 'First day; the clinic’s today unless said. Nothing past is proposed.' })
  from?: ClinicDay;

  @Day({ optional: true, description: 'Last day, at most 42 days on; two weeks unless said.' })
  to?: ClinicDay;

  @WallTimeField({ optional: true, description: 'Not before, on the clinic’s wall clock.' })
  earliest?: WallTime;

  @WallTimeField({ optional: true, description: 'Not to end after.' })
  latest?: WallTime;

  @SomeOf(WEEKDAY_CODES, { optional: true, min: 1, description: 'On these weekdays only.' })
  weekdays?: string[];

  @Int({ min: 1, max: 20, optional: true, description: '8 unless said.' })
  count?: number;

  @UuidList({ max: 20, optional: true, description: 'Sessions that are not in the way: those being moved.' })
  except?: string[];
}

export class RankReasonDto {
  @OneOf(['soonest', 'follows_on', 'leaves_hole', 'usual_room', 'usual_room_taken', 'within_said_hours'])
  code: string;

  @Text()
  sentence: string;
}

/** A time at which everybody, and a room, is free. Booked as it is, it is accepted. */
export class ProposedTimeDto {
  @Day()
  day: ClinicDay;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @Nested(() => NamedDto, { nullable: true })
  room: NamedDto | null;

  @Int({ min: -10_000, description: 'Higher is better; to order by, not to show.' })
  score: number;

  @ListOf(() => RankReasonDto, { description: 'Why it stands where it stands.' })
  reasons: RankReasonDto[];
}

export class NoTimeDto {
  @OneOf(['may_not_lead', 'no_hours', 'no_room', 'all_taken'])
  code: string;

  @Text()
  sentence: string;
}

export class FoundTimesDto {
  @Int({ description: 'How long each takes.' })
  minutes: number;

  @ListOf(() => ProposedTimeDto, { max: 20, description: 'Best first.' })
  items: ProposedTimeDto[];

  @Nested(() => NoTimeDto, { nullable: true, description: 'Why there is none.' })
  none: NoTimeDto | null;
}
