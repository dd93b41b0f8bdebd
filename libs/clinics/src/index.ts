export { ClinicsModule } from './clinics.module.js';
export { CloseDays } from './calendar/close-days.service.js';
export { SetOpeningHours } from './calendar/set-opening-hours.service.js';
export { CreateClinic } from './clinic/create-clinic.service.js';
export { CALENDAR_CHANGED, CLINIC_CREATED, TIME_ZONE_CHANGED, type CalendarChanged, type ClinicCreated, type TimeZoneChanged } from './clinics.events.js';
export { ClinicsReader, type ClinicBrief, type Closure, type OpeningHours, type RoomBrief } from './clinics.reader.js';
export { CloseRoom } from './rooms/close-room.service.js';
export { CreateRoom } from './rooms/create-room.service.js';
