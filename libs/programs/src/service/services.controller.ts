import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { CreateService } from './create-service.service.js';
import { EditService } from './edit-service.service.js';
import { CreateServiceDto, EditServiceDto, ServiceDto, ServiceListQuery, ServicePageDto } from './services.dto.js';
import { ServicesQuery } from './services.query.js';

@ApiTags('programs')
@Controller('clinics/:clinicId/services')
export class ServicesController {
  constructor(
    private readonly services: ServicesQuery,
    private readonly createService: CreateService,
    private readonly editService: EditService,
  ) {}

  @Get()
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: ServicePageDto })
  list(@ClinicId() clinicId: string, @Query() query: ServiceListQuery): Promise<Page<ServiceDto>> {
    return this.services.run(clinicId, query);
  }

  @Post()
  @RequirePermission('programs.write')
  @ApiCreatedResponse({ type: ServiceDto })
  async create(@ClinicId() clinicId: string, @Body() body: CreateServiceDto): Promise<ServiceDto> {
    return this.services.one(clinicId, await this.createService.run(clinicId, body));
  }

  @Get(':serviceId')
  @RequirePermission('programs.read')
  @ApiOkResponse({ type: ServiceDto })
  read(@ClinicId() clinicId: string, @Param('serviceId', IdPipe) serviceId: string): Promise<ServiceDto> {
    return this.services.one(clinicId, serviceId);
  }

  @Patch(':serviceId')
  @RequirePermission('programs.write')
  @ApiOkResponse({ type: ServiceDto })
  async edit(@ClinicId() clinicId: string, @Param('serviceId', IdPipe) serviceId: string, @Body() body: EditServiceDto): Promise<ServiceDto> {
    await this.editService.run(clinicId, serviceId, body);
    return this.services.one(clinicId, serviceId);
  }
}
