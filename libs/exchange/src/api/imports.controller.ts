import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req, Res, StreamableFile, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { FILE_KINDS } from '../record/import-record.js';
import { AskForWork } from './ask-for-work.service.js';
import { DownloadProblems } from './download-problems.service.js';
import { acceptFiles, incomingFile } from './incoming-file.js';
import { ImportDto, ImportListQuery, ImportPageDto, ImportSummaryDto, ProblemListQuery, ProblemPageDto, ReceiveQuery, RowProblemDto, SetMappingDto } from './imports.dto.js';
import { ImportsQuery } from './imports.query.js';
import { ReceiveFile } from './receive-file.service.js';
import { RemoveImport } from './remove-import.service.js';
import { SetMapping } from './set-mapping.service.js';

/** Files of other systems, taken in. */
@ApiTags('imports')
@Controller('clinics/:clinicId/imports')
export class ImportsController implements OnModuleInit {
  constructor(
    private readonly imports: ImportsQuery,
    private readonly receive: ReceiveFile,
    private readonly setMapping: SetMapping,
    private readonly work: AskForWork,
    private readonly removeImport: RemoveImport,
    private readonly downloadProblems: DownloadProblems,
    private readonly adapters: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    acceptFiles(this.adapters.httpAdapter.getInstance<FastifyInstance>());
  }

  @Get()
  @RequirePermission('imports.read')
  @ApiOkResponse({ type: ImportPageDto })
  list(@ClinicId() clinicId: string, @Query() query: ImportListQuery): Promise<Page<ImportSummaryDto>> {
    return this.imports.list(clinicId, query);
  }

  /** A file: as a form, or as the body itself with its kind and source in the address. At most 100 MB. */
  @Post()
  @RequirePermission('imports.run')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    required: true,
    schema: {
      type: 'object',
      required: ['kind', 'sourceName', 'file'],
      properties: { kind: { type: 'string', enum: [...FILE_KINDS] }, sourceName: { type: 'string', maxLength: 80 }, file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiCreatedResponse({ type: ImportDto })
  async create(@ClinicId() clinicId: string, @Query() query: ReceiveQuery, @Req() request: FastifyRequest): Promise<ImportDto> {
    const { bytes, facts } = incomingFile(request, query);
    return this.imports.one(clinicId, await this.receive.run(clinicId, bytes, facts));
  }

  @Get(':importId')
  @RequirePermission('imports.read')
  @ApiOkResponse({ type: ImportDto })
  read(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string): Promise<ImportDto> {
    return this.imports.one(clinicId, importId);
  }

  /** Which column is which field, and the answers to what the file leaves open. */
  @Put(':importId/mapping')
  @RequirePermission('imports.run')
  @ApiOkResponse({ type: ImportDto })
  async map(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string, @Body() body: SetMappingDto): Promise<ImportDto> {
    await this.setMapping.run(clinicId, importId, body);
    return this.imports.one(clinicId, importId);
  }

  /** A dry run of the whole file, in the background. */
  @Post(':importId/check')
  @HttpCode(202)
  @RequirePermission('imports.run')
  @ApiAcceptedResponse({ type: ImportDto })
  async check(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string): Promise<ImportDto> {
    await this.work.check(clinicId, importId);
    return this.imports.one(clinicId, importId);
  }

  /** Takes the file in, all or nothing, in the background. */
  @Post(':importId/run')
  @HttpCode(202)
  @RequirePermission('imports.run')
  @ApiAcceptedResponse({ type: ImportDto })
  async run(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string): Promise<ImportDto> {
    await this.work.run(clinicId, importId);
    return this.imports.one(clinicId, importId);
  }

  /** Takes back all it brought, in the background, as long as nothing was built on it. */
  @Post(':importId/undo')
  @HttpCode(202)
  @RequirePermission('imports.run')
  @ApiAcceptedResponse({ type: ImportDto })
  async undo(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string): Promise<ImportDto> {
    await this.work.undo(clinicId, importId);
    return this.imports.one(clinicId, importId);
  }

  @Delete(':importId')
  @HttpCode(204)
  @RequirePermission('imports.run')
  @ApiNoContentResponse()
  async remove(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string): Promise<void> {
    await this.removeImport.run(clinicId, importId);
  }

  /** What is wrong with the rows: the first 10,000, in the order of the file. */
  @Get(':importId/problems')
  @RequirePermission('imports.read')
  @ApiOkResponse({ type: ProblemPageDto })
  problems(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string, @Query() query: ProblemListQuery): Promise<Page<RowProblemDto>> {
    return this.imports.problems(clinicId, importId, query);
  }

  /** The same as a CSV file. */
  @Get(':importId/problems/export')
  @RequirePermission('imports.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async problemsFile(@ClinicId() clinicId: string, @Param('importId', IdPipe) importId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const lines = await this.downloadProblems.run(clinicId, importId);
    void reply.header('content-disposition', 'attachment; filename="import-problems.csv"');
    return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: 'text/csv; charset=utf-8' });
  }
}
