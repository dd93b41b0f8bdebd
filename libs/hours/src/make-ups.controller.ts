import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, IdPipe, invalidInput, isClinicDay, notFound, type ClinicDay } from '#platform';
import { BookMakeUp, type BookedMakeUp, type ChosenMakeUp } from './book-make-up.service.js';
import { BookMakeUpDto, BookedMakeUpDto, MakeUpsDto } from './make-ups.dto.js';
import { MakeUpsQuery, type MakeUps } from './make-ups.query.js';
import { TakeBackMakeUp } from './take-back-make-up.service.js';

@ApiTags('hours')
@Controller('clinics/:clinicId/episodes/:episodeId')
export class MakeUpsController {
  constructor(
    private readonly makeUps: MakeUpsQuery,
    private readonly bookMakeUp: BookMakeUp,
    private readonly takeBackMakeUp: TakeBackMakeUp,
  ) {}

  /** Open seats and free individual times that would mend the week, the best first: mends all, fewest extra days, least surplus, soonest. */
  @Get('weeks/:weekStart/make-ups')
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: MakeUpsDto })
  async list(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('weekStart') weekStart: string): Promise<MakeUps> {
    return this.makeUps.run(clinicId, episodeId, knownDay(weekStart));
  }

  /** Books a make-up. 409 `session-full` or `time-taken` when somebody was faster, `make-up-refused` when the policy does not allow it by now, `beyond-authorization` when the payer’s authorization does not and nobody says why it is booked all the same. */
  @Post('weeks/:weekStart/make-ups')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: BookedMakeUpDto })
  async book(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('weekStart') weekStart: string, @Body() body: BookMakeUpDto, @CurrentAccess() access: Access): Promise<BookedMakeUp> {
    const mayExceed = access.clinics.get(clinicId.toLowerCase())?.permissions.has('authorizations.exceed') ?? false;
    return this.bookMakeUp.run(clinicId, episodeId, knownDay(weekStart), chosen(body), { reason: body.beyondReason || null, mayExceed });
  }

  /** Takes a make-up back: the seat is free again; an individual session booked for it is cancelled. */
  @Delete('make-ups/:sessionId')
  @HttpCode(204)
  @RequirePermission('schedule.write')
  @ApiNoContentResponse()
  async takeBack(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('sessionId', IdPipe) sessionId: string): Promise<void> {
    await this.takeBackMakeUp.run(clinicId, episodeId, sessionId);
  }
}

function knownDay(text: string): ClinicDay {
  if (!isClinicDay(text)) throw notFound('week of this episode');
  return text;
}

/** @throws DomainError 400 where what the kind needs is left out. */
function chosen(body: BookMakeUpDto): ChosenMakeUp {
  const needed = (body.kind === 'seat' ? ['sessionId'] : ['serviceId', 'staffId', 'startsAt']) as ('sessionId' | 'serviceId' | 'staffId' | 'startsAt')[];
  const lacking = needed.filter((name) => body[name] == null);
  if (lacking.length > 0) throw invalidInput(lacking.map((name) => ({ pointer: `/${name}`, detail: 'is needed' })));
  if (body.kind === 'seat') return { kind: 'seat', sessionId: (body.sessionId as string).toLowerCase() };
  return { kind: 'slot', serviceId: (body.serviceId as string).toLowerCase(), staffId: (body.staffId as string).toLowerCase(), roomId: body.roomId?.toLowerCase() ?? null, startsAt: new Date(body.startsAt as string) };
}
