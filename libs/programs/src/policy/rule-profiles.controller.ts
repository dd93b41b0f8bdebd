import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { ChangeNumbers } from './change-numbers.service.js';
import { CreateProfile } from './create-profile.service.js';
import { ChangeNumbersDto } from './policy.dto.js';
import { RenameProfile } from './rename-profile.service.js';
import { CreateProfileDto, RenameProfileDto, RuleProfileDetailDto, RuleProfileListDto } from './rule-profiles.dto.js';
import { RuleProfilesQuery } from './rule-profiles.query.js';

@ApiTags('programs')
@Controller('clinics/:clinicId/rule-profiles')
export class RuleProfilesController {
  constructor(
    private readonly profiles: RuleProfilesQuery,
    private readonly createProfile: CreateProfile,
    private readonly renameProfile: RenameProfile,
    private readonly changeNumbers: ChangeNumbers,
  ) {}

  @Get()
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: RuleProfileListDto })
  async list(@ClinicId() clinicId: string): Promise<RuleProfileListDto> {
    return { items: await this.profiles.run(clinicId) };
  }

  @Post()
  @RequirePermission('policy.write')
  @ApiCreatedResponse({ type: RuleProfileDetailDto })
  async create(@ClinicId() clinicId: string, @Body() body: CreateProfileDto): Promise<RuleProfileDetailDto> {
    return this.profiles.one(clinicId, await this.createProfile.run(clinicId, body));
  }

  @Get(':profileId')
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: RuleProfileDetailDto })
  read(@ClinicId() clinicId: string, @Param('profileId', IdPipe) profileId: string): Promise<RuleProfileDetailDto> {
    return this.profiles.one(clinicId, profileId);
  }

  @Patch(':profileId')
  @RequirePermission('policy.write')
  @ApiOkResponse({ type: RuleProfileDetailDto })
  async rename(@ClinicId() clinicId: string, @Param('profileId', IdPipe) profileId: string, @Body() body: RenameProfileDto): Promise<RuleProfileDetailDto> {
    await this.renameProfile.run(clinicId, profileId, body);
    return this.profiles.one(clinicId, profileId);
  }

  /** Changes numbers from a day on; the policies of the programs that follow the profile change with it. */
  @Post(':profileId/changes')
  @HttpCode(200)
  @RequirePermission('policy.write')
  @ApiOkResponse({ type: RuleProfileDetailDto })
  async change(@ClinicId() clinicId: string, @Param('profileId', IdPipe) profileId: string, @Body() body: ChangeNumbersDto): Promise<RuleProfileDetailDto> {
    await this.changeNumbers.run(clinicId, profileId, body);
    return this.profiles.one(clinicId, profileId);
  }
}
