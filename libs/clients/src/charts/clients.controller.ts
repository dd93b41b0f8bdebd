import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { FindDuplicatesQuery } from '../duplicates/find-duplicates.query.js';
import { SearchClientsQuery } from '../search/search-clients.query.js';
import { ArchiveClient } from './archive-client.service.js';
import { ClientDetailsQuery } from './client-details.query.js';
import { ArchiveClientDto, ClientDto, CreateClientDto, CreatedClientDto, EditClientDto, RestoreClientDto } from './clients.dto.js';
import { DuplicateCandidatesDto, DuplicateCheckDto, FoundClientsDto, SearchQueryDto } from './find-clients.dto.js';
import { CreateClient } from './create-client.service.js';
import { EditClient } from './edit-client.service.js';

/** The clinic's charts: made once per person, found as one types, changed by one at a time. */
@ApiTags('clients')
@Controller('clinics/:clinicId/clients')
export class ClientsController {
  constructor(
    private readonly create: CreateClient,
    private readonly edit: EditClient,
    private readonly archiving: ArchiveClient,
    private readonly details: ClientDetailsQuery,
    private readonly search: SearchClientsQuery,
    private readonly duplicates: FindDuplicatesQuery,
  ) {}

  /** Finds people by name, preferred name, chart number, birth date or phone number, forgiving of spelling. Best first. */
  @RequirePermission('clients.read')
  @Get('search')
  @ApiOkResponse({ type: FoundClientsDto })
  async find(@ClinicId() clinicId: string, @Query() query: SearchQueryDto): Promise<FoundClientsDto> {
    return { items: await this.search.run(clinicId, query.q, query.limit) };
  }

  /** Charts that may be this person's, most alike first. Ask before making one. */
  @RequirePermission('clients.write')
  @Post('duplicates')
  @HttpCode(200)
  @ApiOkResponse({ type: DuplicateCandidatesDto })
  async findDuplicates(@ClinicId() clinicId: string, @Body() input: DuplicateCheckDto): Promise<DuplicateCandidatesDto> {
    const person = { givenName: input.givenName, familyName: input.familyName ?? '', preferredName: input.preferredName ?? null, birthDate: input.birthDate ?? null, phone: input.phone ?? null, email: input.email ?? null };
    const found = await this.duplicates.run(clinicId, person);
    return { items: found.map(({ email: _, likeness, ...candidate }) => ({ ...candidate, ...likeness })) };
  }

  /** Makes a chart. 409 `possible-duplicate` names the charts that look alike; repeat them in `confirmedNotDuplicateOf` to make it all the same. */
  @RequirePermission('clients.write')
  @Post()
  @ApiCreatedResponse({ type: CreatedClientDto })
  async add(@ClinicId() clinicId: string, @Body() input: CreateClientDto): Promise<CreatedClientDto> {
    return this.create.run(clinicId, input);
  }

  /** A person's details. Reading them is noted in the audit trail. */
  @RequirePermission('clients.read')
  @Get(':clientId')
  @ApiOkResponse({ type: ClientDto })
  async read(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string): Promise<ClientDto> {
    const { createdAt, ...record } = await this.details.run(clinicId, clientId);
    return { ...record, createdAt: createdAt.toISOString() };
  }

  /** Changes details; what is left out stays. */
  @RequirePermission('clients.write')
  @Patch(':clientId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async change(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Body() input: EditClientDto): Promise<void> {
    await this.edit.run(clinicId, clientId, input);
  }

  /** Puts a chart aside. Refused while the client is in a program. */
  @RequirePermission('clients.write')
  @Post(':clientId/archive')
  @HttpCode(204)
  @ApiNoContentResponse()
  async archive(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Body() input: ArchiveClientDto): Promise<void> {
    await this.archiving.archive(clinicId, clientId, input.version, input.reason ?? null);
  }

  /** Takes an archived chart up again. */
  @RequirePermission('clients.write')
  @Post(':clientId/restore')
  @HttpCode(204)
  @ApiNoContentResponse()
  async restore(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Body() input: RestoreClientDto): Promise<void> {
    await this.archiving.restore(clinicId, clientId, input.version);
  }
}
