import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { DISCIPLINE_CODES, disciplineFacts } from '../disciplines.js';
import { CreateStaff } from './create-staff.service.js';
import { EditStaff } from './edit-staff.service.js';
import { StaffDetailQuery } from './staff-detail.query.js';
import { StaffList } from './staff-list.query.js';
import { AccountListDto, CreateStaffDto, DisciplineListDto, EditStaffDto, StaffDetailDto, StaffListQuery, StaffPageDto, type StaffListItemDto } from './staff.dto.js';

@ApiTags('team')
@Controller('clinics/:clinicId')
export class StaffController {
  constructor(
    private readonly staffList: StaffList,
    private readonly detail: StaffDetailQuery,
    private readonly createStaff: CreateStaff,
    private readonly editStaff: EditStaff,
  ) {}

  /** The closed list of disciplines. */
  @Get('disciplines')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: DisciplineListDto })
  disciplines(): DisciplineListDto {
    return { items: DISCIPLINE_CODES.map((code) => ({ code, label: disciplineFacts(code).label, leadsBy: disciplineFacts(code).leadsBy })) };
  }

  @Get('staff')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: StaffPageDto })
  list(@ClinicId() clinicId: string, @Query() query: StaffListQuery): Promise<Page<StaffListItemDto>> {
    return this.staffList.run(clinicId, query);
  }

  @Post('staff')
  @RequirePermission('team.write')
  @ApiCreatedResponse({ type: StaffDetailDto })
  async create(@ClinicId() clinicId: string, @Body() body: CreateStaffDto): Promise<StaffDetailDto> {
    return this.detail.run(clinicId, await this.createStaff.run(clinicId, body));
  }

  /** Accounts of the clinic that belong to nobody on the team yet. */
  @Get('staff/free-accounts')
  @RequirePermission('team.write')
  @ApiOkResponse({ type: AccountListDto })
  async freeAccounts(@ClinicId() clinicId: string): Promise<AccountListDto> {
    return { items: await this.detail.freeAccounts(clinicId) };
  }

  @Get('staff/:staffId')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: StaffDetailDto })
  read(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string): Promise<StaffDetailDto> {
    return this.detail.run(clinicId, staffId);
  }

  @Patch('staff/:staffId')
  @RequirePermission('team.write')
  @ApiOkResponse({ type: StaffDetailDto })
  async edit(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string, @Body() body: EditStaffDto): Promise<StaffDetailDto> {
    await this.editStaff.run(clinicId, staffId, body);
    return this.detail.run(clinicId, staffId);
  }
}
