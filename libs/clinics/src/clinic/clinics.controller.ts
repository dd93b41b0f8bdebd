import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId } from '#platform';
import { ClinicQuery } from './clinic.query.js';
import { ClinicDto, CreateClinicDto, EditClinicDto } from './clinics.dto.js';
import { CreateClinic } from './create-clinic.service.js';
import { EditClinic } from './edit-clinic.service.js';

@ApiTags('clinics')
@Controller('clinics')
export class ClinicsController {
  constructor(
    private readonly createClinic: CreateClinic,
    private readonly editClinic: EditClinic,
    private readonly clinic: ClinicQuery,
  ) {}

  /** Opens a clinic; whoever opens it becomes its administrator. For those who may manage a clinic they work in. */
  @Post()
  @RequirePermission('clinics.manage')
  @ApiCreatedResponse({ type: ClinicDto })
  async create(@Body() body: CreateClinicDto): Promise<ClinicDto> {
    return this.clinic.run(await this.createClinic.run(body));
  }

  @Get(':clinicId')
  @RequirePermission('clinics.read')
  @ApiOkResponse({ type: ClinicDto })
  async read(@ClinicId() clinicId: string): Promise<ClinicDto> {
    return this.clinic.run(clinicId);
  }

  @Patch(':clinicId')
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: ClinicDto })
  async change(@ClinicId() clinicId: string, @Body() body: EditClinicDto): Promise<ClinicDto> {
    await this.editClinic.run(clinicId, body);
    return this.clinic.run(clinicId);
  }
}
