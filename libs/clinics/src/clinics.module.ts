import { Module } from '@nestjs/common';
import { registerEntities } from '#platform';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarQuery } from './calendar/calendar.query.js';
import { CloseDays } from './calendar/close-days.service.js';
import { ClosureEntity } from './calendar/closure.entity.js';
import { EditClosure } from './calendar/edit-closure.service.js';
import { OpeningHoursEntity } from './calendar/opening-hours.entity.js';
import { ReopenDays } from './calendar/reopen-days.service.js';
import { SetOpeningHours } from './calendar/set-opening-hours.service.js';
import { ClinicEntity } from './clinic/clinic.entity.js';
import { ClinicQuery } from './clinic/clinic.query.js';
import { ClinicsController } from './clinic/clinics.controller.js';
import { CreateClinic } from './clinic/create-clinic.service.js';
import { EditClinic } from './clinic/edit-clinic.service.js';
import './clinics.errors.js';
import { ClinicsReader } from './clinics.reader.js';
import { CloseRoom } from './rooms/close-room.service.js';
import { CreateRoom } from './rooms/create-room.service.js';
import { EditRoom } from './rooms/edit-room.service.js';
import { RemoveRoom } from './rooms/remove-room.service.js';
import { ReopenRoom } from './rooms/reopen-room.service.js';
import { RoomOutageEntity } from './rooms/room-outage.entity.js';
import { RoomOutagesController } from './rooms/room-outages.controller.js';
import { RoomOutagesQuery } from './rooms/room-outages.query.js';
import { RoomEntity } from './rooms/room.entity.js';
import { RoomsController } from './rooms/rooms.controller.js';
import { RoomsQuery } from './rooms/rooms.query.js';

registerEntities(ClinicEntity, RoomEntity, RoomOutageEntity, OpeningHoursEntity, ClosureEntity);

/** Clinics with their zone, rooms and when these are out, opening hours and closures. */
@Module({
  controllers: [ClinicsController, RoomsController, RoomOutagesController, CalendarController],
  providers: [ClinicsReader, ClinicQuery, CreateClinic, EditClinic, RoomsQuery, CreateRoom, EditRoom, RemoveRoom, RoomOutagesQuery, CloseRoom, ReopenRoom, CalendarQuery, SetOpeningHours, CloseDays, ReopenDays, EditClosure],
  exports: [ClinicsReader, CreateClinic, CreateRoom, CloseRoom, SetOpeningHours, CloseDays],
})
export class ClinicsModule {}
