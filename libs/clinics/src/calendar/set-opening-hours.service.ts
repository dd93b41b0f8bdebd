import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainEvents, clinicDayOf, invalidInput, newId, notFound, staleEdit, type FieldProblem, type TimeZone } from '#platform';
import { ClinicEntity } from '../clinic/clinic.entity.js';
import { CALENDAR_CHANGED, type CalendarChanged } from '../clinics.events.js';
import { RoomEntity } from '../rooms/room.entity.js';
import type { OpeningHoursDto, SetOpeningHoursDto } from './calendar.dto.js';
import { OpeningHoursEntity } from './opening-hours.entity.js';

/** Says when the clinic, or one room, is open: the whole week at once, replacing what was. */
@Injectable()
export class SetOpeningHours {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 400 at the stretch that is empty or overlaps another, 404 for a room of elsewhere, 409 `stale-edit`. */
  async run(clinicId: string, input: SetOpeningHoursDto): Promise<void> {
    const problems = hoursProblems(input.hours);
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const zone = await this.lock(clinicId, input);
      const manager = this.database.manager;
      const before = await this.database.rows<OpeningHoursDto>(
        'delete from clinics.opening_hours where clinic_id = $1 and room_id is not distinct from $2 returning weekday, opens, closes',
        [clinicId, input.roomId],
      );
      if (input.hours.length > 0) {
        await manager.insert(OpeningHoursEntity, input.hours.map((one) => ({ id: newId(), clinicId, roomId: input.roomId, weekday: one.weekday, opens: one.opens, closes: one.closes })));
      }
      this.audit.record({
        clinicId,
        action: 'clinics.opening-hours-set',
        subjectType: input.roomId === null ? 'clinic' : 'room',
        subjectId: input.roomId ?? clinicId,
        changes: { hours: [inWords(before), inWords(input.hours)] },
      });
      // Hours bound the week from now on; what was judged before stands.
      await this.events.publish<CalendarChanged>({ name: CALENDAR_CHANGED, clinicId, payload: { from: clinicDayOf(this.clock.now(), zone), to: null } });
    });
  }

  private async lock(clinicId: string, input: SetOpeningHoursDto): Promise<TimeZone> {
    const manager = this.database.manager;
    const clinic = await manager.findOne(ClinicEntity, { where: { id: clinicId }, lock: { mode: 'pessimistic_write' } });
    if (!clinic) throw notFound('clinic');
    if (input.roomId === null) {
      if (clinic.version !== input.version) throw staleEdit('clinic', clinic.version);
      await manager.update(ClinicEntity, { id: clinicId }, { version: clinic.version + 1 });
    } else {
      const room = await manager.findOne(RoomEntity, { where: { id: input.roomId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!room) throw notFound('room');
      if (room.version !== input.version) throw staleEdit('room', room.version);
      await manager.update(RoomEntity, { id: room.id }, { version: room.version + 1 });
    }
    return clinic.timeZone as TimeZone;
  }
}

/** What is wrong with a week of opening hours, by stretch: one that ends before it begins, or overlaps another of its weekday. */
export function hoursProblems(hours: readonly OpeningHoursDto[]): FieldProblem[] {
  return hours.flatMap((one, index) => {
    if (one.opens >= one.closes) return [{ pointer: `/hours/${index}/closes`, detail: 'must be after opening' }];
    const other = hours.findIndex((before, at) => at < index && before.weekday === one.weekday && before.opens < one.closes && one.opens < before.closes);
    return other < 0 ? [] : [{ pointer: `/hours/${index}/opens`, detail: 'overlaps another stretch of the same day' }];
  });
}

function inWords(hours: readonly OpeningHoursDto[]): string[] {
  return hours.map((one) => `${one.weekday} ${one.opens}-${one.closes}`).sort();
}
