import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { RequirePermission } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe } from '#platform';
import { lists, lower, unique } from '../id-spelling.js';
import { AddParticipants } from './add-participants.service.js';
import { BookSession } from './book-session.service.js';
import { CancelSession } from './cancel-session.service.js';
import { ClientSessionsQuery } from './client-sessions.query.js';
import { DaySessionsQuery } from './day-sessions.query.js';
import { EditSession } from './edit-session.service.js';
import { MoveSession } from './move-session.service.js';
import { RemoveParticipant } from './remove-participant.service.js';
import { RestoreSession } from './restore-session.service.js';
import { SessionDetailQuery } from './session-detail.query.js';
import { BookSessionDto, BookedSessionDto } from './book-session.dto.js';
import { AddParticipantsDto, AddedParticipantsDto, CancelSessionDto, EditSessionDto, MoveSessionDto, MovedSessionDto, RemoveParticipantQuery, RestoreSessionDto, SessionVersionDto } from './change-session.dto.js';
import { ClientSessionPageDto, ClientSessionsQueryDto, DaySessionsQueryDto, SessionDetailDto, SessionPageDto } from './sessions.dto.js';

const JSON_TEXT = ['content-type', 'application/json; charset=utf-8'] as const;

@ApiTags('schedule')
@Controller('clinics/:clinicId')
export class SessionsController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly daySessions: DaySessionsQuery,
    private readonly clientSessions: ClientSessionsQuery,
    private readonly detail: SessionDetailQuery,
    private readonly bookSession: BookSession,
    private readonly moveSession: MoveSession,
    private readonly editSession: EditSession,
    private readonly cancelSession: CancelSession,
    private readonly restoreSession: RestoreSession,
    private readonly addParticipants: AddParticipants,
    private readonly removeParticipant: RemoveParticipant,
  ) {}

  /** The sessions of a day in order. */
  @Get('sessions')
  @Header(...JSON_TEXT)
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SessionPageDto })
  async list(@ClinicId() clinicId: string, @Query() query: DaySessionsQueryDto): Promise<string> {
    return this.daySessions.run(clinicId, { ...query, day: query.day ?? (await this.clinics.today(clinicId)), limit: query.limit ?? DEFAULT_LIMIT });
  }

  /** Books a session. 409 `time-taken` names what is in the way and the nearest free slots; 422 `needs-reason` says what is outside. */
  @Post('sessions')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: BookedSessionDto })
  book(@ClinicId() clinicId: string, @Body() body: BookSessionDto): Promise<BookedSessionDto> {
    return this.bookSession.run(clinicId, {
      ...body,
      ...lower(body, 'groupId', 'serviceId', 'programId', 'roomId'),
      ...lists(body, 'staffIds', 'clientIds'),
      startsAt: new Date(body.startsAt),
      endsAt: body.endsAt === undefined ? undefined : new Date(body.endsAt),
    });
  }

  /** A session with its people by name. */
  @Get('sessions/:sessionId')
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: SessionDetailDto })
  read(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string): Promise<SessionDetailDto> {
    return this.detail.run(clinicId, sessionId);
  }

  @Patch('sessions/:sessionId')
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SessionVersionDto })
  edit(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Body() body: EditSessionDto): Promise<SessionVersionDto> {
    return this.editSession.run(clinicId, sessionId, body);
  }

  /** Moves this one session to another time, room or staff. Refused as booking is. */
  @Post('sessions/:sessionId/move')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: MovedSessionDto })
  move(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Body() body: MoveSessionDto): Promise<MovedSessionDto> {
    return this.moveSession.run(clinicId, sessionId, {
      ...body,
      ...lower(body, 'roomId'),
      ...lists(body, 'staffIds'),
      startsAt: body.startsAt === undefined ? undefined : new Date(body.startsAt),
      endsAt: body.endsAt === undefined ? undefined : new Date(body.endsAt),
    });
  }

  @Post('sessions/:sessionId/cancel')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SessionVersionDto })
  cancel(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Body() body: CancelSessionDto): Promise<SessionVersionDto> {
    return this.cancelSession.run(clinicId, sessionId, body);
  }

  /** Takes a cancellation back, if everybody is still free. */
  @Post('sessions/:sessionId/restore')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: SessionVersionDto })
  restore(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Body() body: RestoreSessionDto): Promise<SessionVersionDto> {
    return this.restoreSession.run(clinicId, sessionId, body);
  }

  /** Books clients into the session: all or none. 409 `session-full` when seats are too few. */
  @Post('sessions/:sessionId/participants')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: AddedParticipantsDto })
  async add(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Body() body: AddParticipantsDto): Promise<AddedParticipantsDto> {
    return { added: await this.addParticipants.run(clinicId, sessionId, { clientIds: unique(body.clientIds), isMakeUp: body.isMakeUp ?? false }) };
  }

  @Delete('sessions/:sessionId/participants/:clientId')
  @HttpCode(204)
  @RequirePermission('schedule.write')
  @ApiNoContentResponse()
  async remove(
    @ClinicId() clinicId: string,
    @Param('sessionId', IdPipe) sessionId: string,
    @Param('clientId', IdPipe) clientId: string,
    @Query() query: RemoveParticipantQuery,
  ): Promise<void> {
    await this.removeParticipant.run(clinicId, sessionId, clientId, { reason: query.reason ?? null });
  }

  /** What a client is booked in, in order. */
  @Get('clients/:clientId/sessions')
  @Header(...JSON_TEXT)
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: ClientSessionPageDto })
  async ofClient(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Query() query: ClientSessionsQueryDto): Promise<string> {
    return this.clientSessions.run(clinicId, clientId, {
      from: query.from ?? (await this.clinics.today(clinicId)),
      to: query.to ?? null,
      limit: query.limit ?? DEFAULT_LIMIT,
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
  }
}
