import { Bool, Day, Int, ListOf, Nested, SomeOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { NamedDto, RosterClientDto } from '../sessions/sessions.dto.js';

/** Who joins, and from when. */
export class EnrolDto {
  @Uuid()
  episodeId: string;

  @Day()
  joinedOn: ClinicDay;

  @Day({ optional: true, nullable: true })
  leftOn?: ClinicDay | null;

  @UuidList({ max: 500, optional: true, description: 'Sessions not to book, because something is in the way.' })
  leaveOut?: string[];

  @Text({ max: 300, optional: true, nullable: true, description: 'Why somebody joins a closed group that has begun, or a group that is for others.' })
  reason?: string | null;
}

/** A whole track of groups for one client. */
export class EnrolInTrackDto extends EnrolDto {
  @UuidList({ max: 20, min: 1 })
  groupIds: string[];
}

export class EnrolmentDto {
  @Uuid()
  memberId: string;

  @Uuid()
  groupId: string;

  @Int({ description: 'Sessions booked.' })
  booked: number;
}

export class EnrolmentsDto {
  @ListOf(() => EnrolmentDto)
  items: EnrolmentDto[];
}

/** Other days of a membership; what is left out stays. */
export class ChangeMembershipDto {
  @Int({ min: 1, description: 'The version the change was begun from.' })
  version: number;

  @Day({ optional: true })
  joinedOn?: ClinicDay;

  @Day({ optional: true, nullable: true, description: 'The last day in the group; null: it goes on.' })
  leftOn?: ClinicDay | null;

  @UuidList({ max: 500, optional: true })
  leaveOut?: string[];

  @Text({ max: 300, optional: true, nullable: true })
  reason?: string | null;
}

export class UndoEnrolmentQuery {
  @Int({ min: 1, query: true, description: 'The version the person saw.' })
  version: number;
}

export class ChangedMembershipDto {
  @Int({ min: 1 })
  version: number;

  @Int()
  booked: number;

  @Int()
  freed: number;
}

export class GroupCandidatesQueryDto {
  @Text({ optional: true, max: 120, description: 'Part of the name, or the chart number.' })
  search?: string;
}

/** Somebody in a stay, and what speaks against their joining. */
export class GroupCandidateDto {
  @Uuid()
  episodeId: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;

  @Text()
  programName: string;

  @Bool({ description: 'Whether they are in the group’s own program.' })
  sameProgram: boolean;

  @Day()
  admittedOn: ClinicDay;

  @Bool({ description: 'Whether they belong to the group already; named only when they are searched for.' })
  member: boolean;

  @Int({ description: 'Sessions of the group to come at whose time they are booked elsewhere.' })
  busy: number;

  @SomeOf(['kept-apart', 'language', 'phase'], { description: 'Rules of the mix that speak against it. `kept-apart` cannot be overruled; the others need a reason.' })
  against: string[];
}

export class GroupCandidatesDto {
  @ListOf(() => GroupCandidateDto)
  items: GroupCandidateDto[];

  @Int({ description: 'Sessions of the group to come.' })
  ahead: number;

  @Int({ description: 'Those of them without a free seat.' })
  full: number;
}

export class TrackCandidatesQueryDto extends GroupCandidatesQueryDto {
  @Uuid({ optional: true, description: 'This stay alone.' })
  episodeId?: string;
}

/** Somebody in a stay, and the groups they belong to. */
export class TrackCandidateDto {
  @Uuid()
  episodeId: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;

  @Nested(() => NamedDto)
  program: NamedDto;

  @Day()
  admittedOn: ClinicDay;

  @UuidList({ description: 'Groups they belong to today or later.' })
  groupIds: string[];
}

export class TrackCandidatesDto {
  @ListOf(() => TrackCandidateDto)
  items: TrackCandidateDto[];
}
