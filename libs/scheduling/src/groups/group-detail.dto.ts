import { Bool, Day, DayList, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { NamedDto, RosterClientDto } from '../sessions/sessions.dto.js';
import { GroupSummaryDto, TopicDto } from './groups.dto.js';

/** A client's time in the group. */
export class GroupMemberDto {
  @Uuid()
  id: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;

  @Uuid()
  episodeId: string;

  @Text()
  programName: string;

  @Day()
  joinedOn: ClinicDay;

  @Day({ nullable: true })
  leftOn: ClinicDay | null;

  @Int({ description: 'Sessions to come they are booked in.' })
  ahead: number;

  @Int({ min: 1 })
  version: number;
}

/** A session of the group with its seats. */
export class GroupSessionDto {
  @Uuid()
  id: string;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @Day()
  clinicDay: ClinicDay;

  @Int()
  capacity: number;

  @Int()
  seatsTaken: number;

  @OneOf(['scheduled', 'cancelled'])
  status: string;

  @Text({ nullable: true })
  roomName: string | null;

  @ListOf(() => NamedDto)
  staff: NamedDto[];

  @Text({ nullable: true })
  topic: string | null;
}

export class GroupSessionsQueryDto extends ListQuery {
  @OneOf(['coming', 'past'], { optional: true, description: '`coming` (unless said): from the next on. `past`: from the last back.' })
  when?: 'coming' | 'past';
}

export class GroupSessionPageDto {
  @ListOf(() => GroupSessionDto)
  items: GroupSessionDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

/** A date of the group's series without a session. */
export class GroupGapDto {
  @Uuid()
  seriesId: string;

  @Day()
  day: ClinicDay;

  @OneOf(['closed', 'left_out', 'conflict'])
  cause: string;

  @Bool({ description: 'Whether somebody still has to settle it.' })
  open: boolean;
}

export class GroupDto extends GroupSummaryDto {
  @Text({ nullable: true, max: 500 })
  telehealthUrl: string | null;

  @ListOf(() => TopicDto)
  curriculum: TopicDto[];

  @ListOf(() => GroupMemberDto, { description: 'Those in it today or later, then those who left in the last 90 days.' })
  roster: GroupMemberDto[];

  @ListOf(() => GroupSessionDto, { description: 'The next forty sessions.' })
  sessions: GroupSessionDto[];

  @ListOf(() => GroupGapDto)
  gaps: GroupGapDto[];
}

export class CreatedGroupDto {
  @Uuid()
  id: string;

  @Int({ description: 'Sessions made.' })
  sessions: number;

  @DayList({ description: 'Dates of the rule without a session: closed, or left out.' })
  skipped: ClinicDay[];
}
