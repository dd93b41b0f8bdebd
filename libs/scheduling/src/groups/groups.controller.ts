import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { RequirePermission } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, type Page } from '#platform';
import { lists, lower, unique } from '../id-spelling.js';
import { ChangeMembership } from './change-membership.service.js';
import { CreateGroup } from './create-group.service.js';
import { EditGroup } from './edit-group.service.js';
import { EnrolInGroup } from './enrol-in-group.service.js';
import { EnrolInTrack } from './enrol-in-track.service.js';
import {
  ChangeMembershipDto,
  ChangedMembershipDto,
  EnrolDto,
  EnrolInTrackDto,
  EnrolmentDto,
  EnrolmentsDto,
  GroupCandidatesDto,
  GroupCandidatesQueryDto,
  TrackCandidatesDto,
  TrackCandidatesQueryDto,
  UndoEnrolmentQuery,
} from './enrolments.dto.js';
import { CreatedGroupDto, GroupDto, GroupSessionDto, GroupSessionPageDto, GroupSessionsQueryDto } from './group-detail.dto.js';
import { CreateGroupDto, EditGroupDto, GroupListQueryDto, GroupPageDto, GroupSummaryDto } from './groups.dto.js';
import { GroupCandidatesQuery } from './group-candidates.query.js';
import { GroupSessionsQuery } from './group-sessions.query.js';
import { GroupsQuery } from './groups.query.js';
import { UndoEnrolment } from './undo-enrolment.service.js';

@ApiTags('groups')
@Controller('clinics/:clinicId')
export class GroupsController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly groups: GroupsQuery,
    private readonly candidates: GroupCandidatesQuery,
    private readonly sessions: GroupSessionsQuery,
    private readonly createGroup: CreateGroup,
    private readonly editGroup: EditGroup,
    private readonly enrolInGroup: EnrolInGroup,
    private readonly enrolInTrack: EnrolInTrack,
    private readonly changeMembership: ChangeMembership,
    private readonly undoEnrolment: UndoEnrolment,
  ) {}

  @Get('groups')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: GroupPageDto })
  async list(@ClinicId() clinicId: string, @Query() query: GroupListQueryDto): Promise<Page<GroupSummaryDto>> {
    return this.groups.list(clinicId, await this.clinics.today(clinicId), { ...query, limit: query.limit ?? DEFAULT_LIMIT });
  }

  /** Begins a group, with its series where one is given: both or neither. */
  @Post('groups')
  @RequirePermission('groups.write')
  @ApiCreatedResponse({ type: CreatedGroupDto })
  async create(@ClinicId() clinicId: string, @Body() body: CreateGroupDto): Promise<CreatedGroupDto> {
    const { id, series } = await this.createGroup.run(clinicId, { ...body, ...lower(body, 'serviceId', 'programId', 'roomId'), staffIds: unique(body.staffIds) });
    return { id, sessions: series?.sessions.length ?? 0, skipped: series?.skipped.map((one) => one.day) ?? [] };
  }

  @Get('groups/:groupId')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: GroupDto })
  async read(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string): Promise<GroupDto> {
    return this.groups.one(clinicId, groupId, await this.clinics.today(clinicId));
  }

  @Patch('groups/:groupId')
  @RequirePermission('groups.write')
  @ApiOkResponse({ type: GroupDto })
  async edit(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Body() body: EditGroupDto): Promise<GroupDto> {
    await this.editGroup.run(clinicId, groupId, { ...body, ...lower(body, 'programId', 'roomId'), ...lists(body, 'staffIds') });
    return this.groups.one(clinicId, groupId, await this.clinics.today(clinicId));
  }

  /** The sessions of the group with their topics: from the next on, or from the last back. */
  @Get('groups/:groupId/sessions')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: GroupSessionPageDto })
  listSessions(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Query() query: GroupSessionsQueryDto): Promise<Page<GroupSessionDto>> {
    return this.sessions.run(clinicId, groupId, { ...query, when: query.when ?? 'coming', limit: query.limit ?? DEFAULT_LIMIT });
  }

  /** Who could join: in a stay, those of the group’s program first; and what speaks against it. */
  @Get('groups/:groupId/candidates')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: GroupCandidatesDto })
  async whoCouldJoin(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Query() query: GroupCandidatesQueryDto): Promise<GroupCandidatesDto> {
    return this.candidates.run(clinicId, groupId, await this.clinics.today(clinicId), query.search);
  }

  /** Enrols a client and books every session of the group to come: all or none. */
  @Post('groups/:groupId/members')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: EnrolmentDto })
  async enrol(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Body() body: EnrolDto): Promise<EnrolmentDto> {
    const { memberId, sessions } = await this.enrolInGroup.run(clinicId, groupId, { ...body, ...lower(body, 'episodeId'), ...lists(body, 'leaveOut') });
    return { memberId, groupId, booked: sessions.length };
  }

  /** Other days of a membership. Sessions to come follow; the past never changes. */
  @Patch('groups/:groupId/members/:memberId')
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: ChangedMembershipDto })
  change(
    @ClinicId() clinicId: string,
    @Param('groupId', IdPipe) groupId: string,
    @Param('memberId', IdPipe) memberId: string,
    @Body() body: ChangeMembershipDto,
  ): Promise<ChangedMembershipDto> {
    return this.changeMembership.run(clinicId, groupId, memberId, { ...body, ...lists(body, 'leaveOut') });
  }

  /** Takes back an enrolment of which no session has begun. 409 `membership-begun` otherwise: give it a last day. */
  @Delete('groups/:groupId/members/:memberId')
  @HttpCode(204)
  @RequirePermission('schedule.write')
  @ApiNoContentResponse()
  async undo(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('memberId', IdPipe) memberId: string, @Query() query: UndoEnrolmentQuery): Promise<void> {
    await this.undoEnrolment.run(clinicId, groupId, memberId, query.version);
  }

  /** Who is in a stay and could enter a track of groups. */
  @Get('enrolments/candidates')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: TrackCandidatesDto })
  async whoCouldEnter(@ClinicId() clinicId: string, @Query() query: TrackCandidatesQueryDto): Promise<TrackCandidatesDto> {
    return { items: await this.candidates.inStay(clinicId, await this.clinics.today(clinicId), query) };
  }

  /** A whole track: several groups for one client, all or none. */
  @Post('enrolments')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: EnrolmentsDto })
  async track(@ClinicId() clinicId: string, @Body() body: EnrolInTrackDto): Promise<EnrolmentsDto> {
    const enrolments = await this.enrolInTrack.run(clinicId, { ...body, ...lower(body, 'episodeId'), ...lists(body, 'leaveOut'), groupIds: unique(body.groupIds) });
    return { items: enrolments.map(({ memberId, groupId, sessions }) => ({ memberId, groupId, booked: sessions.length })) };
  }
}
