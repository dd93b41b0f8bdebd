import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { AuditEntriesQuery, ClinicId, addDays, clinicDay, clinicDayOf, dayStart, invalidInput, notFound, timeZone, Clock, type AuditFilter } from '#platform';
import { CurrentAccess, type Access } from '../access/access.js';
import { type ClientName } from '../client-directory.js';
import { ClinicDirectory } from '../clinic-directory.js';
import { RequirePermission } from '../require-permission.js';
import { AuditNames } from './audit-names.js';
import { AuditClientDto, AuditFilterDto, AuditListQueryDto, AuditPageDto, AuditVerificationDto } from './audit-log.dto.js';
import { ExportAudit } from './export-audit.service.js';
import { VerifyAuditQuery } from './verify-audit.query.js';

/** Who saw or changed what. */
@ApiTags('audit')
@Controller('clinics/:clinicId/audit')
export class AuditLogController {
  constructor(
    private readonly entries: AuditEntriesQuery,
    private readonly names: AuditNames,
    private readonly exportAudit: ExportAudit,
    private readonly verifyAudit: VerifyAuditQuery,
    private readonly clinics: ClinicDirectory,
    private readonly clock: Clock,
  ) {}

  /** Entries of the clinic's trail, newest first. */
  @RequirePermission('audit.read')
  @Get()
  @ApiOkResponse({ type: AuditPageDto })
  async list(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Query() query: AuditListQueryDto): Promise<AuditPageDto> {
    const page = await this.entries.run(clinicId, await this.filter(clinicId, query), query);
    const names = await this.names.of(access, clinicId, page.items);
    return {
      items: page.items.map((entry) => ({
        ...entry,
        occurredAt: entry.occurredAt.toISOString(),
        subjectName: names.subjects.get(entry.subjectId) ?? null,
        client: clientDto(names.clients.get(entry.clientId ?? '')),
      })),
      nextCursor: page.nextCursor,
    };
  }

  /** The same entries as CSV, at most 50,000. */
  @RequirePermission('audit.read')
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Query() query: AuditFilterDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const zone = await this.zone(clinicId);
    const lines = await this.exportAudit.run(access, clinicId, await this.filter(clinicId, query));
    const name = `audit-${clinicDayOf(this.clock.now(), timeZone(zone))}.csv`;
    void reply.header('content-disposition', `attachment; filename="${name}"`);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: 'text/csv; charset=utf-8' });
  }

  /** Whether the trail stands as it was written. */
  @RequirePermission('audit.read')
  @Get('verification')
  @ApiOkResponse({ type: AuditVerificationDto })
  async verification(): Promise<AuditVerificationDto> {
    const found = await this.verifyAudit.run();
    return { ...found, fullWalkAt: found.fullWalkAt?.toISOString() ?? null, sealedUntil: found.sealedUntil?.toISOString() ?? null };
  }

  private async filter(clinicId: string, query: AuditFilterDto): Promise<AuditFilter> {
    if (query.from !== undefined && query.to !== undefined && query.from > query.to) throw invalidInput([{ pointer: '?to', detail: 'must not be before the first day' }]);
    const zone = query.from === undefined && query.to === undefined ? undefined : timeZone(await this.zone(clinicId));
    return {
      clientId: query.clientId,
      actorUserId: query.userId,
      action: query.action,
      subjectId: query.subjectId,
      from: zone && query.from !== undefined ? dayStart(clinicDay(query.from), zone) : undefined,
      until: zone && query.to !== undefined ? dayStart(addDays(clinicDay(query.to), 1), zone) : undefined,
    };
  }

  private async zone(clinicId: string): Promise<string> {
    const [clinic] = await this.clinics.find([clinicId]);
    if (!clinic) throw notFound('clinic');
    return clinic.timeZone;
  }
}

function clientDto(client: ClientName | undefined): AuditClientDto | null {
  return client ? { id: client.id, chartNumber: client.chartNumber, givenName: client.givenName, familyName: client.familyName, preferredName: client.preferredName } : null;
}
