import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import { AddTimeOff } from './add-time-off.service.js';
import { AddTimeOffDto, AvailabilityDto, EditTimeOffDto, SetAvailabilityDto, TimeOffDto, TimeOffListDto, TimeOffRangeQuery } from './availability.dto.js';
import { AvailabilityQuery } from './availability.query.js';
import { EditTimeOff } from './edit-time-off.service.js';
import { RemoveTimeOff } from './remove-time-off.service.js';
import { SetAvailability } from './set-availability.service.js';

@ApiTags('team')
@Controller('clinics/:clinicId')
export class AvailabilityController {
  constructor(
    private readonly availability: AvailabilityQuery,
    private readonly setAvailability: SetAvailability,
    private readonly addTimeOff: AddTimeOff,
    private readonly editTimeOff: EditTimeOff,
    private readonly removeTimeOff: RemoveTimeOff,
  ) {}

  @Get('staff/:staffId/availability')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: AvailabilityDto })
  weeks(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string): Promise<AvailabilityDto> {
    return this.availability.weeks(clinicId, staffId);
  }

  @Put('staff/:staffId/availability')
  @RequirePermission('team.write')
  @ApiOkResponse({ type: AvailabilityDto })
  async set(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string, @Body() body: SetAvailabilityDto): Promise<AvailabilityDto> {
    await this.setAvailability.run(clinicId, staffId, body);
    return this.availability.weeks(clinicId, staffId);
  }

  /** Time off of everybody that touches the days. */
  @Get('time-off')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: TimeOffListDto })
  async everyone(@ClinicId() clinicId: string, @Query() query: TimeOffRangeQuery): Promise<TimeOffListDto> {
    return { items: await this.availability.timeOff(clinicId, query.from, query.to) };
  }

  @Get('staff/:staffId/time-off')
  @RequirePermission('team.read')
  @ApiOkResponse({ type: TimeOffListDto })
  async ofStaff(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string, @Query() query: TimeOffRangeQuery): Promise<TimeOffListDto> {
    return { items: await this.availability.timeOff(clinicId, query.from, query.to, staffId) };
  }

  @Post('staff/:staffId/time-off')
  @RequirePermission('team.write')
  @ApiCreatedResponse({ type: TimeOffDto })
  async add(@ClinicId() clinicId: string, @Param('staffId', IdPipe) staffId: string, @Body() body: AddTimeOffDto): Promise<TimeOffDto> {
    return this.availability.oneTimeOff(clinicId, await this.addTimeOff.run(clinicId, staffId, body));
  }

  @Patch('time-off/:timeOffId')
  @RequirePermission('team.write')
  @ApiOkResponse({ type: TimeOffDto })
  async edit(@ClinicId() clinicId: string, @Param('timeOffId', IdPipe) timeOffId: string, @Body() body: EditTimeOffDto): Promise<TimeOffDto> {
    await this.editTimeOff.run(clinicId, timeOffId, body);
    return this.availability.oneTimeOff(clinicId, timeOffId);
  }

  @Delete('time-off/:timeOffId')
  @HttpCode(204)
  @RequirePermission('team.write')
  @ApiNoContentResponse()
  async remove(@ClinicId() clinicId: string, @Param('timeOffId', IdPipe) timeOffId: string): Promise<void> {
    await this.removeTimeOff.run(clinicId, timeOffId);
  }
}
