import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { ATTENDANCE_STATUSES, type AttendanceStatus } from './credited-minutes.js';
import { MARK_STATUSES, type MarkKind, type MarkStatus } from './plan-mark.js';

export class MarkDto {
  @Uuid() participationId: string;
  @OneOf(MARK_STATUSES, { name: 'MarkStatus' }) status: MarkStatus;
  @Instant({ optional: true, nullable: true, description: 'When they came; needed for late.' }) arrivedAt?: string | null;
  @Instant({ optional: true, nullable: true, description: 'When they left; needed for left early.' }) departedAt?: string | null;
  @Text({ optional: true, nullable: true, max: 500, description: 'Needed for excused, and for a correction after the day.' }) reason?: string | null;
  @Int({ optional: true, min: 1, description: 'The version of the place you saw. Left out: nobody has recorded anything yet.' }) version?: number;
}

export class RecordAttendanceDto {
  @ListOf(() => MarkDto, { min: 1, max: 200 }) marks: MarkDto[];
  @Bool({ optional: true, description: 'Mark over what others marked meanwhile.' }) force?: boolean;
}

export class WalkInDto {
  @Uuid() clientId: string;
  @Instant({ optional: true, nullable: true }) arrivedAt?: string | null;
  @Bool({ optional: true, description: 'Wins back missed hours.' }) makeUp?: boolean;
}

/** A place as it stands. */
export class StandingPlaceDto {
  @Uuid() participationId: string;
  @Uuid({ nullable: true }) episodeId: string | null;
  @OneOf(ATTENDANCE_STATUSES, { name: 'AttendanceStatus' }) status: AttendanceStatus;
  @Instant({ nullable: true }) arrivedAt: string | null;
  @Instant({ nullable: true }) departedAt: string | null;
  @Int() creditedMinutes: number;
  @Text({ nullable: true, max: 500 }) reason: string | null;
  @Instant({ nullable: true }) recordedAt: string | null;
  @Text({ nullable: true }) recordedBy: string | null;
  @Int() version: number;
}

export class RecordedAttendanceDto {
  @ListOf(() => StandingPlaceDto) places: StandingPlaceDto[];
}

export class RosterClientDto {
  @Uuid() id: string;
  @Text() chartNumber: string;
  @Text() givenName: string;
  @Text({ min: 0 }) familyName: string;
  @Text({ nullable: true }) preferredName: string | null;
  @Text({ nullable: true }) pronouns: string | null;
}

export class RosterPlaceDto extends StandingPlaceDto {
  @Nested(() => RosterClientDto) client: RosterClientDto;
  @Text({ nullable: true }) programName: string | null;
  @Bool() walkIn: boolean;
  @Bool() makeUp: boolean;
}

export class RosterStaffDto {
  @Uuid() id: string;
  @Text() name: string;
}

export class SessionRosterDto {
  @Uuid() sessionId: string;
  @Text() title: string;
  @OneOf(['individual', 'group', 'family']) kind: 'individual' | 'group' | 'family';
  @Text() serviceName: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Day() clinicDay: ClinicDay;
  @Text() timeZone: string;
  @OneOf(['scheduled', 'cancelled']) status: 'scheduled' | 'cancelled';
  @Text({ nullable: true }) roomName: string | null;
  @Bool() telehealth: boolean;
  @Int() capacity: number;
  @Int() seatsTaken: number;
  @Bool() countsTowardHours: boolean;
  @Int({ description: 'What a place from start to end is worth, minutes.' }) creditableMinutes: number;
  @Instant({ description: 'From when on people may be checked in.' }) opensAt: string;
  @Int({ description: 'Minutes after the start from which an arrival is called late.' }) lateAfterMinutes: number;
  @ListOf(() => RosterStaffDto) staff: RosterStaffDto[];
  @ListOf(() => RosterPlaceDto, { max: 500 }) places: RosterPlaceDto[];
}

export class DayArrivalsListQuery extends ListQuery {
  @Day({ optional: true, description: 'A clinic day; today unless said.' }) day?: ClinicDay;
  @Uuid({ optional: true, description: 'Only sessions this member of staff leads.' }) staffId?: string;
  @Bool({ optional: true, query: true, description: 'Only sessions you lead; nothing when you are not of the staff.' }) mine?: boolean;
}

export class AttendanceOwedListQuery extends ListQuery {
  @Uuid({ optional: true, description: 'Only sessions this member of staff leads.' }) staffId?: string;
  @Bool({ optional: true, query: true, description: 'Only sessions you lead; nothing when you are not of the staff.' }) mine?: boolean;
}

export class SessionArrivalsDto {
  @Uuid() sessionId: string;
  @Text() title: string;
  @OneOf(['individual', 'group', 'family']) kind: 'individual' | 'group' | 'family';
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Text({ nullable: true }) roomName: string | null;
  @Bool() telehealth: boolean;
  @ListOf(() => RosterStaffDto) staff: RosterStaffDto[];
  @Int({ description: 'Booked and not yet recorded.' }) expected: number;
  @Int({ description: 'Attended, late or left early.' }) present: number;
  @Int() missed: number;
  @Int() excused: number;
}

export class SessionArrivalsPageDto {
  @ListOf(() => SessionArrivalsDto) items: SessionArrivalsDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}

export class AttendanceOwedDto {
  @Uuid() sessionId: string;
  @Text() title: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Day() clinicDay: ClinicDay;
  @ListOf(() => RosterStaffDto) staff: RosterStaffDto[];
  @Int({ description: 'Places nobody recorded.' }) owed: number;
  @Int({ description: 'Places in all.' }) booked: number;
}

export class AttendanceOwedPageDto {
  @ListOf(() => AttendanceOwedDto) items: AttendanceOwedDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}

export class MarkLineDto {
  @Uuid() id: string;
  @OneOf(['check_in', 'undo', 'correction', 'walk_in', 'import', 'session_changed'], { name: 'MarkKind' }) kind: MarkKind;
  @OneOf(ATTENDANCE_STATUSES, { name: 'AttendanceStatus' }) beforeStatus: AttendanceStatus;
  @OneOf(ATTENDANCE_STATUSES, { name: 'AttendanceStatus' }) afterStatus: AttendanceStatus;
  @Int() beforeMinutes: number;
  @Int() afterMinutes: number;
  @Instant({ nullable: true }) arrivedAt: string | null;
  @Instant({ nullable: true }) departedAt: string | null;
  @Text({ nullable: true, max: 500 }) reason: string | null;
  @Instant() markedAt: string;
  @Text() markedBy: string;
}

export class MarkHistoryDto {
  @ListOf(() => MarkLineDto) items: MarkLineDto[];
}

export class GroupAttendanceListQuery {
  @Int({ optional: true, min: 1, max: 60, query: true, description: 'How many sessions across; 12 unless said.' }) sessions?: number;
  @Text({ optional: true, max: 600, description: 'The `earlierCursor` of the grid before.' }) cursor?: string;
}

/** A session of the grid. */
export class GridSessionDto {
  @Uuid() sessionId: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Day() clinicDay: ClinicDay;
  @Int({ description: 'Attended, late or left early.' }) present: number;
  @Int() missed: number;
  @Int() excused: number;
  @Int({ description: 'Booked and not recorded.' }) owed: number;
}

/** One person in one session. */
export class GridCellDto {
  @OneOf(ATTENDANCE_STATUSES, { nullable: true, name: 'AttendanceStatus', description: 'Null: no place in that session.' }) status: AttendanceStatus | null;
}

/** A person of the grid. */
export class GridPersonDto {
  @Nested(() => RosterClientDto) client: RosterClientDto;
  @Bool({ description: 'Whether they belong to the group today.' }) member: boolean;
  @ListOf(() => GridCellDto, { max: 60, description: 'One for each session.' }) cells: GridCellDto[];
  @Int() creditedMinutes: number;
}

/** Who came to a group’s last sessions, the oldest first. */
export class GroupAttendanceDto {
  @ListOf(() => GridSessionDto, { max: 60 }) sessions: GridSessionDto[];
  @ListOf(() => GridPersonDto) people: GridPersonDto[];
  @Text({ nullable: true, max: 600 }) earlierCursor: string | null;
}
