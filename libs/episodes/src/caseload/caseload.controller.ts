import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { Bool, ClinicId, Int, ListOf, Num, Text, Uuid } from '#platform';
import { HandOverDto, HandedOverDto } from '../episodes.dto.js';
import { CaseloadQuery } from './caseload.query.js';
import { HandOverCaseload } from './hand-over-caseload.service.js';

export class CaseloadRowDto {
  @Uuid()
  staffId: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text()
  discipline: string;

  @Bool()
  active: boolean;

  @Int({ description: 'Clients they are primary for.' })
  primary: number;

  @Int({ description: 'Clients of whose care team they are otherwise.' })
  other: number;

  @Int({ description: 'Of all of them, those who are new by the policy of their program.' })
  newlyAdmitted: number;

  @Num({ description: '1 for the primary, less for others of the care team, more for someone new: as the policies of the programs say.' })
  weight: number;

  @Int({ nullable: true, description: 'The lowest maximum in the policies of the programs they are primary in.' })
  maximum: number | null;
}

export class CaseloadDto {
  @ListOf(() => CaseloadRowDto, { max: 2000 })
  items: CaseloadRowDto[];
}

/** Who cares for how many, and handing that over. */
@ApiTags('caseload')
@Controller('clinics/:clinicId/caseload')
export class CaseloadController {
  constructor(
    private readonly caseload: CaseloadQuery,
    private readonly handOver: HandOverCaseload,
  ) {}

  /** The caseload of everyone on staff today, heaviest first. */
  @RequirePermission('episodes.read')
  @Get()
  @ApiOkResponse({ type: CaseloadDto })
  async list(@ClinicId() clinicId: string): Promise<CaseloadDto> {
    return { items: await this.caseload.run(clinicId) };
  }

  /** Hands one person's places on care teams to another, for good or for the time of a leave. */
  @RequirePermission('episodes.write')
  @Post('hand-over')
  @HttpCode(200)
  @ApiOkResponse({ type: HandedOverDto })
  async hand(@ClinicId() clinicId: string, @Body() input: HandOverDto): Promise<HandedOverDto> {
    return this.handOver.run(clinicId, input);
  }
}
