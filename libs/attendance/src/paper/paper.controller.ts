import { Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ClinicsReader } from '#clinics';
import { RequirePermission } from '#identity';
import { ClinicId, isClinicDay, notFound, type ClinicDay } from '#platform';
import { MakePaper } from './make-paper.service.js';
import { PaperListDto, SignInSheetsDto, SignInSheetsQueryDto } from './paper.dto.js';
import { ReadPaper, type PaperBrief } from './read-paper.service.js';
import { SignInSheetsQuery, type SignInSheet } from './sign-in-sheets.query.js';

/** Rosters on paper: sheets to sign in on, and what a clinic works from when nothing else does. */
@ApiTags('attendance')
@Controller('clinics/:clinicId/attendance')
export class PaperController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly sheets: SignInSheetsQuery,
    private readonly paper: ReadPaper,
    private readonly making: MakePaper,
  ) {}

  /** The sign-in sheets of a day, or of some of its sessions: initials, times, rooms. */
  @RequirePermission('attendance.read')
  @Get('sign-in-sheets')
  @ApiOkResponse({ type: SignInSheetsDto })
  async signInSheets(@ClinicId() clinicId: string, @Query() query: SignInSheetsQueryDto): Promise<{ day: ClinicDay; clinicName: string; items: SignInSheet[] }> {
    const day = query.day ?? (await this.clinics.today(clinicId));
    const { name } = await this.clinics.clinic(clinicId);
    return { day, clinicName: name, items: await this.sheets.run(clinicId, day, query.sessionIds) };
  }

  /** The pages that are kept, the latest day first. */
  @RequirePermission('attendance.read')
  @Get('paper')
  @ApiOkResponse({ type: PaperListDto })
  async list(@ClinicId() clinicId: string): Promise<{ items: PaperBrief[] }> {
    return { items: await this.paper.list(clinicId) };
  }

  /** The page of a day, to print. That it was taken is written down. */
  @RequirePermission('attendance.read')
  @Get('paper/:day')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async take(@ClinicId() clinicId: string, @Param('day') day: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const page = await this.paper.run(clinicId, dayOf(day));
    void reply.header('content-disposition', `attachment; filename="rosters-${day}.html"`);
    return new StreamableFile(Buffer.from(page), { type: 'text/html; charset=utf-8' });
  }

  /** Makes the page of a day anew, as booked now. */
  @RequirePermission('attendance.record')
  @Post('paper/:day')
  @HttpCode(200)
  @ApiOkResponse({ type: PaperListDto })
  async make(@ClinicId() clinicId: string, @Param('day') day: string): Promise<{ items: PaperBrief[] }> {
    await this.making.run(clinicId, dayOf(day));
    return { items: await this.paper.list(clinicId) };
  }
}

function dayOf(text: string): ClinicDay {
  if (!isClinicDay(text)) throw notFound('day');
  return text;
}
