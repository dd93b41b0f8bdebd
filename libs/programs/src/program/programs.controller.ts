import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { CreateProgram } from './create-program.service.js';
import { EditProgram } from './edit-program.service.js';
import { CreateProgramDto, EditProgramDto, ProgramDto, ProgramListQuery, ProgramPageDto, SetPhasesDto } from './programs.dto.js';
import { ProgramsQuery } from './programs.query.js';
import { SetPhases } from './set-phases.service.js';

@ApiTags('programs')
@Controller('clinics/:clinicId/programs')
export class ProgramsController {
  constructor(
    private readonly programs: ProgramsQuery,
    private readonly createProgram: CreateProgram,
    private readonly editProgram: EditProgram,
    private readonly setPhases: SetPhases,
  ) {}

  @Get()
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: ProgramPageDto })
  list(@ClinicId() clinicId: string, @Query() query: ProgramListQuery): Promise<Page<ProgramDto>> {
    return this.programs.run(clinicId, query);
  }

  @Post()
  @RequirePermission('programs.write')
  @ApiCreatedResponse({ type: ProgramDto })
  async create(@ClinicId() clinicId: string, @Body() body: CreateProgramDto): Promise<ProgramDto> {
    return this.programs.one(clinicId, await this.createProgram.run(clinicId, body));
  }

  @Get(':programId')
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: ProgramDto })
  read(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string): Promise<ProgramDto> {
    return this.programs.one(clinicId, programId);
  }

  @Patch(':programId')
  @RequirePermission('programs.write')
  @ApiOkResponse({ type: ProgramDto })
  async edit(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Body() body: EditProgramDto): Promise<ProgramDto> {
    await this.editProgram.run(clinicId, programId, body);
    return this.programs.one(clinicId, programId);
  }

  @Put(':programId/phases')
  @RequirePermission('programs.write')
  @ApiOkResponse({ type: ProgramDto })
  async phases(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Body() body: SetPhasesDto): Promise<ProgramDto> {
    await this.setPhases.run(clinicId, programId, body);
    return this.programs.one(clinicId, programId);
  }
}
