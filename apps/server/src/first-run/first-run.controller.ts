import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FirstRun, RequirePermission } from '#identity';
import { ClinicId, Public } from '#platform';
import { FirstRunDto, MadeClinicDto, SetUpDto, SetupStateDto } from './first-run.dto.js';
import { SetUp } from './set-up.service.js';
import { SetupStateQuery } from './setup-state.query.js';

/** From an empty Stepwell to a clinic that can plan its first week. */
@ApiTags('set-up')
@Controller()
export class FirstRunController {
  constructor(
    private readonly firstRun: FirstRun,
    private readonly setUp: SetUp,
    private readonly state: SetupStateQuery,
  ) {}

  /** Whether this Stepwell waits for its first clinic. */
  @Public()
  @Get('setup')
  @ApiOkResponse({ type: FirstRunDto })
  async look(): Promise<FirstRunDto> {
    return { open: (await this.firstRun.code()) !== null };
  }

  /** Makes the first clinic and its administrator; once, and only with the code the server printed. */
  @Public()
  @Post('setup')
  @ApiCreatedResponse({ type: MadeClinicDto })
  async make(@Body() input: SetUpDto, @Req() request: FastifyRequest): Promise<MadeClinicDto> {
    await this.firstRun.check(input.code);
    return { clinicId: await this.setUp.run(input, { by: 'screen', address: request.ip }) };
  }

  /** What a clinic has of what its first week needs. */
  @Get('clinics/:clinicId/setup')
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: SetupStateDto })
  read(@ClinicId() clinicId: string): Promise<SetupStateDto> {
    return this.state.run(clinicId);
  }
}
