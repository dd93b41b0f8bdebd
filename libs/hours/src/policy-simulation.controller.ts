import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, ListQuery } from '#platform';
import { PolicySimulationDto, SimulatePolicyDto } from './policy-simulation.dto.js';
import { SimulatePolicyQuery, type Simulation } from './simulate-policy.query.js';

/** How many stays one page looks at, unless said. */
const LOOKED_AT = 100;

@ApiTags('hours')
@Controller('clinics/:clinicId/programs/:programId')
export class PolicySimulationController {
  constructor(private readonly simulation: SimulatePolicyQuery) {}

  /** What other numbers of a program's policy would do, this week and over the last eight, compared with what stands. Changes nothing. */
  @Post('policy/simulation')
  @HttpCode(200)
  @RequirePermission('policy.write')
  @ApiOkResponse({ type: PolicySimulationDto })
  run(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Body() body: SimulatePolicyDto, @Query() query: ListQuery): Promise<Simulation> {
    return this.simulation.run(clinicId, programId, body, { limit: query.limit ?? LOOKED_AT, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) });
  }
}
