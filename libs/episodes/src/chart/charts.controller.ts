import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { CensusQuery } from '../list/census.query.js';
import { CensusDto, ClientListQueryDto, ClientPageDto } from '../list/client-list.dto.js';
import { ClientListQuery } from '../list/client-list.query.js';
import { AsksTheDoorItself } from '../emergency/chart-door.js';
import { ChartDto, TimelineDto } from './chart.dto.js';
import { OpenChartQuery } from './open-chart.query.js';
import { TimelineQuery } from './timeline.query.js';

/** Clients with the stays they are in: the list, the census, the chart. */
@ApiTags('charts')
@Controller('clinics/:clinicId/clients')
export class ChartsController {
  constructor(
    private readonly clients: ClientListQuery,
    private readonly census: CensusQuery,
    private readonly chart: OpenChartQuery,
    private readonly timeline: TimelineQuery,
  ) {}

  /** The clinic's clients, filtered and in order. Looking at the list is not opening charts. */
  @RequirePermission('clients.read')
  @Get()
  @ApiOkResponse({ type: ClientPageDto })
  async list(@ClinicId() clinicId: string, @Query() query: ClientListQueryDto): Promise<ClientPageDto> {
    return this.clients.run(clinicId, query);
  }

  /** How many are in each program today. */
  @RequirePermission('clients.read')
  @Get('census')
  @ApiOkResponse({ type: CensusDto })
  async count(@ClinicId() clinicId: string): Promise<CensusDto> {
    return { items: await this.census.run(clinicId) };
  }

  /** Opens a chart: who, which stays, who cares, what to know. Noted in the audit trail. */
  @RequirePermission('clients.read')
  @Get(':clientId/chart')
  @AsksTheDoorItself()
  @ApiOkResponse({ type: ChartDto })
  async open(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @CurrentAccess() access: Access): Promise<ChartDto> {
    return this.chart.run(clinicId, clientId, access);
  }

  /** What happened in a client's stays, latest first. Noted in the audit trail. */
  @RequirePermission('clients.read')
  @Get(':clientId/timeline')
  @ApiOkResponse({ type: TimelineDto })
  async history(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string): Promise<TimelineDto> {
    return { items: await this.timeline.run(clinicId, clientId) };
  }
}
