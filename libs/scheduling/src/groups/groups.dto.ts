import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, TextList, Uuid, UuidList, type ClinicDay } from '#platform';
import { NamedDto } from '../sessions/sessions.dto.js';
import { SeriesTimesDto } from '../series/series.dto.js';

const ENROLLMENT = ['open', 'closed'] as const;
const LANGUAGE = { optional: true, nullable: true, max: 35, pattern: /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, patternMessage: 'must be a language tag, such as es' } as const;
const PHASES = { max: 12, maxLength: 80, optional: true } as const;

/** One step of the curriculum. */
export class TopicDto {
  @Text({ max: 160 })
  title: string;

  @Text({ max: 1000, min: 0, optional: true })
  note: string = '';
}

/** A group to begin. */
export class CreateGroupDto {
  @Text({ max: 120 })
  name: string;

  @Uuid({ description: 'A service for groups.' })
  serviceId: string;

  @Uuid({ optional: true, nullable: true })
  programId?: string | null;

  @Uuid({ optional: true, nullable: true })
  roomId?: string | null;

  @Bool({ optional: true })
  telehealth?: boolean;

  @Text({ max: 500, optional: true, nullable: true, pattern: /^https:\/\//, patternMessage: 'must begin with https://' })
  telehealthUrl?: string | null;

  @UuidList({ max: 10, min: 1, description: 'Facilitators; the first leads.' })
  staffIds: string[];

  @Int({ min: 1, max: 200, optional: true, description: 'Fewer than this and it is not worth holding.' })
  minimum?: number;

  @Int({ min: 1, max: 200, optional: true, description: 'Seats: the fewest of service, room and the program’s policy unless said.' })
  capacity?: number;

  @OneOf(ENROLLMENT, { optional: true, description: 'A closed group takes nobody once it has begun, unless somebody says why.' })
  enrollment?: (typeof ENROLLMENT)[number];

  @Text({ ...LANGUAGE, description: 'What it is held in, as a BCP 47 tag. Whoever speaks another joins with a reason only.' })
  language?: string | null;

  @TextList({ ...PHASES, description: 'The phases of the taper it is for, by name; empty: all. Others join with a reason only.' })
  phases?: string[];

  @ListOf(() => TopicDto, { max: 100, optional: true })
  curriculum?: TopicDto[];

  @Nested(() => SeriesTimesDto, { optional: true, description: 'When it meets; saved with the group, both or neither.' })
  series?: SeriesTimesDto;

  @Text({ max: 300, optional: true, nullable: true })
  outsideHoursReason?: string | null;
}

/** What is edited of a group; what is left out stays. Sessions that are there keep their room and people. */
export class EditGroupDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 120, optional: true })
  name?: string;

  @Uuid({ optional: true, nullable: true })
  programId?: string | null;

  @Uuid({ optional: true, nullable: true })
  roomId?: string | null;

  @Bool({ optional: true })
  telehealth?: boolean;

  @Text({ max: 500, optional: true, nullable: true, pattern: /^https:\/\//, patternMessage: 'must begin with https://' })
  telehealthUrl?: string | null;

  @UuidList({ max: 10, min: 1, optional: true })
  staffIds?: string[];

  @Int({ min: 1, max: 200, optional: true })
  minimum?: number;

  @Int({ min: 1, max: 200, optional: true, description: 'Sessions to come get as many seats.' })
  capacity?: number;

  @OneOf(ENROLLMENT, { optional: true })
  enrollment?: (typeof ENROLLMENT)[number];

  @Text(LANGUAGE)
  language?: string | null;

  @TextList(PHASES)
  phases?: string[];

  @ListOf(() => TopicDto, { max: 100, optional: true })
  curriculum?: TopicDto[];

  @Bool({ optional: true, description: 'A group that is not active has no sessions made for it any more.' })
  active?: boolean;

  @Text({ max: 300, optional: true, nullable: true })
  outsideHoursReason?: string | null;
}

export class GroupListQueryDto extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Only active, or only inactive, groups.' })
  active?: boolean;

  @Uuid({ optional: true })
  programId?: string;

  @Uuid({ optional: true, description: 'Groups this person facilitates.' })
  staffId?: string;

  @Bool({ optional: true, query: true, description: 'Only groups with a free seat.' })
  free?: boolean;

  @Int({ optional: true, query: true, min: 1, max: 7, description: 'Groups that meet on this weekday, 1 Monday to 7 Sunday.' })
  weekday?: number;

  @OneOf(ENROLLMENT, { optional: true })
  enrollment?: (typeof ENROLLMENT)[number];

  @Text({ optional: true, max: 120, description: 'Part of the name.' })
  search?: string;
}

/** When a group meets. */
export class GroupSeriesDto {
  @Uuid()
  id: string;

  @Text({ max: 1000 })
  rule: string;

  @Text({ description: 'The rule in words.' })
  words: string;

  @Day()
  startDay: ClinicDay;

  @Text({ description: 'HH:MM' })
  startTime: string;

  @Int()
  durationMinutes: number;

  @Day({ nullable: true, description: 'Sessions exist up to this day; null: all there will be.' })
  generatedUntil: ClinicDay | null;

  @Day({ nullable: true })
  endedOn: ClinicDay | null;
}

/** A group as lists show it. */
export class GroupSummaryDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @Nested(() => NamedDto, { nullable: true })
  program: NamedDto | null;

  @Nested(() => NamedDto)
  service: NamedDto;

  @Nested(() => NamedDto, { nullable: true })
  room: NamedDto | null;

  @Bool()
  telehealth: boolean;

  @ListOf(() => NamedDto)
  facilitators: NamedDto[];

  @Int()
  minimum: number;

  @Int()
  capacity: number;

  @Int({ description: 'Members today.' })
  members: number;

  @Int({ description: 'People who wait for a seat.' })
  waiting: number;

  @Int({ description: 'Free seats kept for people they are offered to.' })
  offered: number;

  @OneOf(ENROLLMENT)
  enrollment: string;

  @Text({ nullable: true, description: 'What it is held in, as a BCP 47 tag.' })
  language: string | null;

  @TextList({ description: 'The phases of the taper it is for, by name; empty: all.' })
  phases: string[];

  @Bool()
  active: boolean;

  @Instant({ nullable: true })
  nextSessionAt: Date | null;

  @ListOf(() => GroupSeriesDto)
  series: GroupSeriesDto[];

  @Int({ description: 'Dates of its series that could not be made and wait for somebody.' })
  openGaps: number;

  @Int({ min: 1 })
  version: number;
}

export class GroupPageDto {
  @ListOf(() => GroupSummaryDto)
  items: GroupSummaryDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}
