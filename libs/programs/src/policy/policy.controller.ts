import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, notFound } from '#platform';
import { ChangeNumbers } from './change-numbers.service.js';
import { FollowProfile } from './follow-profile.service.js';
import { ParameterHistoryQuery } from './parameter-history.query.js';
import { isParameter } from './parameters.js';
import { ParameterHistoryDto } from './parameter-history.dto.js';
import { ChangeNumbersDto, ParameterListDto, PolicyDto, PolicyOnQuery } from './policy.dto.js';
import { PolicyQuery } from './policy.query.js';
import { FollowProfileDto, StopFollowingDto } from './rule-profiles.dto.js';
import { StopFollowing } from './stop-following.service.js';

@ApiTags('programs')
@Controller('clinics/:clinicId')
export class PolicyController {
  constructor(
    private readonly policy: PolicyQuery,
    private readonly history: ParameterHistoryQuery,
    private readonly changeNumbers: ChangeNumbers,
    private readonly followProfile: FollowProfile,
    private readonly stopFollowing: StopFollowing,
  ) {}

  /** The closed list of policy parameters: meaning, unit, bounds. */
  @Get('policy-parameters')
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: ParameterListDto })
  parameters(): ParameterListDto {
    return this.policy.parameters();
  }

  @Get('programs/:programId/policy')
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: PolicyDto })
  read(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Query() query: PolicyOnQuery): Promise<PolicyDto> {
    return this.policy.run(clinicId, programId, query.on);
  }

  /** Changes the program’s own numbers from a day on. */
  @Post('programs/:programId/policy/changes')
  @HttpCode(200)
  @RequirePermission('policy.write')
  @ApiOkResponse({ type: PolicyDto })
  async change(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Body() body: ChangeNumbersDto): Promise<PolicyDto> {
    await this.changeNumbers.ofProgram(clinicId, programId, body);
    return this.policy.run(clinicId, programId);
  }

  /** One parameter: what held when, and every value of every layer there ever was. */
  @Get('programs/:programId/policy/parameters/:parameter')
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: ParameterHistoryDto })
  parameterHistory(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Param('parameter') parameter: string): Promise<ParameterHistoryDto> {
    if (!isParameter(parameter)) throw notFound('parameter');
    return this.history.run(clinicId, programId, parameter);
  }

  @Post('programs/:programId/policy/profiles')
  @HttpCode(200)
  @RequirePermission('policy.write')
  @ApiOkResponse({ type: PolicyDto })
  async follow(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Body() body: FollowProfileDto): Promise<PolicyDto> {
    await this.followProfile.run(clinicId, programId, body);
    return this.policy.run(clinicId, programId);
  }

  @Post('programs/:programId/policy/profiles/:followId/end')
  @HttpCode(200)
  @RequirePermission('policy.write')
  @ApiOkResponse({ type: PolicyDto })
  async stop(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Param('followId', IdPipe) followId: string, @Body() body: StopFollowingDto): Promise<PolicyDto> {
    await this.stopFollowing.run(clinicId, programId, followId, body);
    return this.policy.run(clinicId, programId);
  }
}
