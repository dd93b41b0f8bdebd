import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequirePermission, StandingAccess } from '#identity';
import { ClinicId, EventStream, IdPipe, notFound } from '#platform';
import { RosterVersionsQuery } from './roster-versions.query.js';
import { RosterWatchers } from './roster-watchers.js';

@ApiTags('attendance')
@Controller('clinics/:clinicId/sessions/:sessionId/attendance/stream')
export class RosterStreamController {
  constructor(
    private readonly standing: StandingAccess,
    private readonly versions: RosterVersionsQuery,
    private readonly watchers: RosterWatchers,
  ) {}

  /**
   * Server-sent events of a roster: `roster` with the ids and versions of its places whenever one changes, `end` with the
   * reason before the server ends the stream. Read the roster again when a version is not the one you know.
   */
  @Get()
  @RequirePermission('attendance.read')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async open(@ClinicId() clinicId: string, @Param('sessionId', IdPipe) sessionId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const now = await this.versions.run(clinicId, sessionId);
    if (!now) throw notFound('session');
    const stream = this.standing.hold(request, { clinicId, permission: 'attendance.read' }, () => new EventStream(request, reply));
    this.watchers.watch(clinicId, now, stream);
  }
}
