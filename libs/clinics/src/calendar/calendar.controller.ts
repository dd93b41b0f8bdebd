import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe } from '#platform';
import {
  ClosedDaysDto,
  CloseDaysDto,
  ClosureDto,
  ClosureListDto,
  ClosureRangeQuery,
  EditClosureDto,
  OpeningWeeksDto,
  ReopenDaysDto,
  ReopenedDaysDto,
  SetOpeningHoursDto,
} from './calendar.dto.js';
import { CalendarQuery } from './calendar.query.js';
import { CloseDays } from './close-days.service.js';
import { EditClosure } from './edit-closure.service.js';
import { ReopenDays } from './reopen-days.service.js';
import { SetOpeningHours } from './set-opening-hours.service.js';

@ApiTags('clinics')
@Controller('clinics/:clinicId')
export class CalendarController {
  constructor(
    private readonly calendar: CalendarQuery,
    private readonly setHours: SetOpeningHours,
    private readonly closeDays: CloseDays,
    private readonly reopenDays: ReopenDays,
    private readonly editClosure: EditClosure,
  ) {}

  @Get('opening-hours')
  @RequirePermission('clinics.read')
  @ApiOkResponse({ type: OpeningWeeksDto })
  async openingHours(@ClinicId() clinicId: string): Promise<OpeningWeeksDto> {
    return { items: await this.calendar.openingWeeks(clinicId) };
  }

  @Put('opening-hours')
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: OpeningWeeksDto })
  async setOpeningHours(@ClinicId() clinicId: string, @Body() body: SetOpeningHoursDto): Promise<OpeningWeeksDto> {
    await this.setHours.run(clinicId, body);
    return { items: await this.calendar.openingWeeks(clinicId) };
  }

  @Get('closures')
  @RequirePermission('clinics.read')
  @ApiOkResponse({ type: ClosureListDto })
  async closures(@ClinicId() clinicId: string, @Query() query: ClosureRangeQuery): Promise<ClosureListDto> {
    return { items: await this.calendar.closures(clinicId, query.from, query.to) };
  }

  @Post('closures')
  @HttpCode(200)
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: ClosedDaysDto })
  close(@ClinicId() clinicId: string, @Body() body: CloseDaysDto): Promise<ClosedDaysDto> {
    return this.closeDays.run(clinicId, body);
  }

  @Post('closures/reopen')
  @HttpCode(200)
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: ReopenedDaysDto })
  reopen(@ClinicId() clinicId: string, @Body() body: ReopenDaysDto): Promise<ReopenedDaysDto> {
    return this.reopenDays.run(clinicId, body);
  }

  @Patch('closures/:closureId')
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: ClosureDto })
  async edit(@ClinicId() clinicId: string, @Param('closureId', IdPipe) closureId: string, @Body() body: EditClosureDto): Promise<ClosureDto> {
    await this.editClosure.run(clinicId, closureId, body);
    return this.calendar.closure(clinicId, closureId);
  }
}
