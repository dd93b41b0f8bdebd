import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicsReader } from '#clinics';
import { RequirePermission } from '#identity';
import { ClinicId, addDays, daysBetween, type Weekday } from '#platform';
import { lists, lower } from '../id-spelling.js';
import { WEEKDAY_CODES } from '../recurrence-rule.js';
import { wrongInput } from '../scheduling.errors.js';
import { FindTimeDto, FoundTimesDto } from './find-time.dto.js';
import { FindTimesQuery, type WantedRoom } from './find-times.query.js';

const LONGEST_DAYS = 42;
const USUAL_DAYS = 14;
const OFFERED = 8;

@ApiTags('schedule')
@Controller('clinics/:clinicId/free-times')
export class FindTimeController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly findTimes: FindTimesQuery,
  ) {}

  /** The best free times for these people, with a room where one is wanted, ranked and with the reasons. Nothing is booked. */
  @Post()
  @HttpCode(200)
  @RequirePermission('schedule.read')
  @ApiOkResponse({ type: FoundTimesDto })
  async find(@ClinicId() clinicId: string, @Body() body: FindTimeDto): Promise<FoundTimesDto> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    const from = body.from ?? (await this.clinics.today(clinicId));
    const to = body.to ?? addDays(from, USUAL_DAYS - 1);
    const days = daysBetween(from, to) + 1;
    if (days < 1 || days > LONGEST_DAYS) throw wrongInput('/to', `must be 0 to ${LONGEST_DAYS - 1} days after the first day`);
    const ids = { ...lower(body, 'serviceId', 'roomId'), ...lists(body, 'staffIds', 'clientIds', 'except') };
    return this.findTimes.run(clinicId, timeZone, {
      ...body,
      ...ids,
      clientIds: ids.clientIds ?? [],
      room: roomOf(body, ids.roomId),
      from,
      to,
      weekdays: body.weekdays?.map((code) => (WEEKDAY_CODES.findIndex((one) => one === code) + 1) as Weekday),
      count: body.count ?? OFFERED,
    });
  }
}

function roomOf(body: FindTimeDto, roomId: string | undefined): WantedRoom {
  if (body.where === 'none') return null;
  if (body.where === 'any') return { seats: body.seats ?? 1 };
  if (roomId === undefined) throw wrongInput('/roomId', 'must name the room');
  return { roomId };
}
