import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, daysBetween } from '#platform';
import { lists } from '../id-spelling.js';
import { wrongInput } from '../scheduling.errors.js';
import { CalendarDto, CalendarQueryDto } from './calendar.dto.js';
import { CalendarQuery } from './calendar.query.js';

const LONGEST_DAYS = 42;

@ApiTags('schedule')
@Controller('clinics/:clinicId/calendar')
export class CalendarController {
  constructor(private readonly calendar: CalendarQuery) {}

  /** Sessions, time off, closed days and hours between two days. */
  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: CalendarDto })
  async read(@ClinicId() clinicId: string, @Query() query: CalendarQueryDto): Promise<string> {
    const days = daysBetween(query.from, query.to) + 1;
    if (days < 1 || days > LONGEST_DAYS) throw wrongInput('?to', `must be 0 to ${LONGEST_DAYS - 1} days after the first day`);
    return this.calendar.run(clinicId, { ...query, ...lists(query, 'staffIds', 'roomIds', 'groupIds', 'clientIds') });
  }
}
