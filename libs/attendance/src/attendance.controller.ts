import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, type Page } from '#platform';
import { AdmitWalkIn } from './admit-walk-in.service.js';
import {
  AttendanceOwedListQuery,
  AttendanceOwedPageDto,
  DayArrivalsListQuery,
  GroupAttendanceDto,
  GroupAttendanceListQuery,
  MarkHistoryDto,
  RecordAttendanceDto,
  RecordedAttendanceDto,
  SessionArrivalsPageDto,
  SessionRosterDto,
  StandingPlaceDto,
  WalkInDto,
} from './attendance.dto.js';
import { AttendanceOwedQuery, type AttendanceOwed } from './attendance-owed.query.js';
import { DayArrivalsQuery, type SessionArrivals } from './day-arrivals.query.js';
import { GroupAttendanceQuery, type GroupAttendance } from './group-attendance.query.js';
import { MarkHistoryQuery, type MarkLine } from './mark-history.query.js';
import type { StandingPlace } from './plan-mark.js';
import { RecordAttendance } from './record-attendance.service.js';
import { SessionRosterQuery, type SessionRoster } from './session-roster.query.js';

@ApiTags('attendance')
@Controller('clinics/:clinicId')
export class AttendanceController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly roster: SessionRosterQuery,
    private readonly history: MarkHistoryQuery,
    private readonly record: RecordAttendance,
    private readonly walkIn: AdmitWalkIn,
    private readonly arrivals: DayArrivalsQuery,
    private readonly owed: AttendanceOwedQuery,
    private readonly grid: GroupAttendanceQuery,
  ) {}

  /** The roster of a session. */
  @Get('sessions/:sessionId/attendance')
  @RequirePermission('attendance.read')
  @ApiOkResponse({ type: SessionRosterDto })
  async read(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string): Promise<SessionRoster> {
    return this.roster.run(clinicId, sessionId);
  }

  /** Marks one or many places: all or none. 409 `marked-by-other` says who marked what meanwhile. */
  @Post('sessions/:sessionId/attendance')
  @HttpCode(200)
  @RequirePermission('attendance.record')
  @ApiOkResponse({ type: RecordedAttendanceDto })
  async mark(
    @ClinicId() clinicId: string,
    @CurrentAccess() access: Access,
    @Param('sessionId', IdPipe) sessionId: string,
    @Body() body: RecordAttendanceDto,
  ): Promise<{ places: StandingPlace[] }> {
    const places = await this.record.run(clinicId, sessionId, {
      marks: body.marks.map(({ participationId, status, version, reason, ...times }) => ({
        participationId: participationId.toLowerCase(),
        status,
        arrivedAt: instant(times.arrivedAt),
        departedAt: instant(times.departedAt),
        ...(version === undefined ? {} : { version }),
        ...(reason === undefined ? {} : { reason }),
      })),
      force: body.force ?? false,
      mayCorrect: access.clinics.get(clinicId.toLowerCase())?.permissions.has('attendance.correct') ?? false,
    });
    return { places };
  }

  /** Takes in and checks in someone who is not booked, where a seat is free. */
  @Post('sessions/:sessionId/walk-ins')
  @RequirePermission('attendance.record')
  @ApiCreatedResponse({ type: StandingPlaceDto })
  async admit(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Body() body: WalkInDto): Promise<StandingPlace> {
    return this.walkIn.run(clinicId, sessionId, { clientId: body.clientId.toLowerCase(), arrivedAt: instant(body.arrivedAt), makeUp: body.makeUp ?? false });
  }

  /** Everything ever marked of one place, the latest first. */
  @Get('sessions/:sessionId/attendance/:participationId/marks')
  @RequirePermission('attendance.read')
  @ApiOkResponse({ type: MarkHistoryDto })
  async marks(
    @ClinicId() clinicId: string,
    @Param('sessionId', IdPipe) sessionId: string,
    @Param('participationId', IdPipe) participationId: string,
  ): Promise<{ items: MarkLine[] }> {
    return { items: await this.history.run(clinicId, sessionId, participationId) };
  }

  /** The sessions of a day, each with who is expected and who came. */
  @Get('attendance/day')
  @RequirePermission('attendance.read')
  @ApiOkResponse({ type: SessionArrivalsPageDto })
  async day(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Query() query: DayArrivalsListQuery): Promise<Page<SessionArrivals>> {
    return this.arrivals.run(clinicId, {
      day: query.day ?? (await this.clinics.today(clinicId)),
      limit: query.limit ?? DEFAULT_LIMIT,
      ...(query.staffId === undefined ? {} : { staffId: query.staffId }),
      ...(query.mine ? { userId: access.userId } : {}),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
  }

  /** Sessions that are over and have places nobody recorded, the oldest first. */
  @Get('attendance/owed')
  @RequirePermission('attendance.read')
  @ApiOkResponse({ type: AttendanceOwedPageDto })
  async listOwed(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Query() query: AttendanceOwedListQuery): Promise<Page<AttendanceOwed>> {
    return this.owed.run(clinicId, {
      limit: query.limit ?? DEFAULT_LIMIT,
      ...(query.staffId === undefined ? {} : { staffId: query.staffId }),
      ...(query.mine ? { userId: access.userId } : {}),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
  }

  /** Who came to a group’s last sessions: people down, sessions across. */
  @Get('groups/:groupId/attendance')
  @RequirePermission('attendance.read')
  @ApiOkResponse({ type: GroupAttendanceDto })
  async ofGroup(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Query() query: GroupAttendanceListQuery): Promise<GroupAttendance> {
    return this.grid.run(clinicId, groupId, await this.clinics.today(clinicId), { ...query, sessions: query.sessions ?? 12 });
  }
}

function instant(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
