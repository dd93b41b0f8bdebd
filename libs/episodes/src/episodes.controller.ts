import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { AdmissionPlanQuery } from './admission/admission-plan.query.js';
import { AdmitClient } from './admission/admit-client.service.js';
import { DischargeClient } from './discharge/discharge-client.service.js';
import { TakeBackDischarge } from './discharge/take-back-discharge.service.js';
import {
  AdmissionPlanDto, AdmissionPlanQueryDto, AdmitClientDto, AdmittedDto, ChangePrescriptionDto, DischargeDto, JoinCareTeamDto, LeaveCareTeamDto, MakePrimaryDto, TakeBackDischargeDto,
} from './episodes.dto.js';
import { ChangePrescription } from './prescription/change-prescription.service.js';
import { ChangeCareTeam } from './team/change-care-team.service.js';

/** Stays in a program: admission, prescribed hours, care team, discharge. What stands is read with the chart. */
@ApiTags('episodes')
@Controller('clinics/:clinicId')
export class EpisodesController {
  constructor(
    private readonly admitClient: AdmitClient,
    private readonly plan: AdmissionPlanQuery,
    private readonly changePrescription: ChangePrescription,
    private readonly careTeam: ChangeCareTeam,
    private readonly dischargeClient: DischargeClient,
    private readonly takeBackDischarge: TakeBackDischarge,
  ) {}

  /** What an admission to a program on a day would prescribe, and the limits of its policy. */
  @RequirePermission('episodes.read')
  @Get('admission-plan')
  @ApiOkResponse({ type: AdmissionPlanDto })
  async planAdmission(@ClinicId() clinicId: string, @Query() query: AdmissionPlanQueryDto): Promise<AdmissionPlanDto> {
    return this.plan.run(clinicId, query.programId, query.admittedOn);
  }

  /** Admits a client: the stay, its prescribed hours and its care team, all or none. */
  @RequirePermission('episodes.write')
  @Post('episodes')
  @ApiCreatedResponse({ type: AdmittedDto })
  async admit(@ClinicId() clinicId: string, @Body() input: AdmitClientDto): Promise<AdmittedDto> {
    return this.admitClient.run(clinicId, input);
  }

  /** Changes the prescribed hours from a day on. */
  @RequirePermission('episodes.write')
  @Post('episodes/:episodeId/prescriptions')
  @HttpCode(204)
  @ApiNoContentResponse()
  async prescribe(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Body() input: ChangePrescriptionDto): Promise<void> {
    await this.changePrescription.run(clinicId, episodeId, input);
  }

  /** Ends the stay after its last day; bookings beyond it are cancelled. */
  @RequirePermission('episodes.write')
  @Post('episodes/:episodeId/discharge')
  @HttpCode(204)
  @ApiNoContentResponse()
  async discharge(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Body() input: DischargeDto): Promise<void> {
    await this.dischargeClient.run(clinicId, episodeId, input);
  }

  /** Opens a stay again whose discharge was a mistake. Cancelled bookings stay cancelled. */
  @RequirePermission('episodes.write')
  @Post('episodes/:episodeId/take-back-discharge')
  @HttpCode(204)
  @ApiNoContentResponse()
  async reopen(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Body() input: TakeBackDischargeDto): Promise<void> {
    await this.takeBackDischarge.run(clinicId, episodeId, input.version, input.reason);
  }

  /** Someone joins the care team. */
  @RequirePermission('episodes.write')
  @Post('episodes/:episodeId/care-team')
  @HttpCode(204)
  @ApiNoContentResponse()
  async joinTeam(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Body() input: JoinCareTeamDto): Promise<void> {
    await this.careTeam.join(clinicId, episodeId, input);
  }

  /** Someone leaves the care team after a last day. */
  @RequirePermission('episodes.write')
  @Post('episodes/:episodeId/care-team/:memberId/leave')
  @HttpCode(204)
  @ApiNoContentResponse()
  async leaveTeam(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('memberId', IdPipe) memberId: string, @Body() input: LeaveCareTeamDto): Promise<void> {
    await this.careTeam.leave(clinicId, episodeId, memberId, input.version, input.toDay);
  }

  /** Someone of the care team becomes primary from a day on. */
  @RequirePermission('episodes.write')
  @Post('episodes/:episodeId/care-team/:memberId/make-primary')
  @HttpCode(204)
  @ApiNoContentResponse()
  async makePrimary(@ClinicId() clinicId: string, @Param('episodeId', IdPipe) episodeId: string, @Param('memberId', IdPipe) memberId: string, @Body() input: MakePrimaryDto): Promise<void> {
    await this.careTeam.promote(clinicId, episodeId, memberId, input.version, input.fromDay);
  }
}
