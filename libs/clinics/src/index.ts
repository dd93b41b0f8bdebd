export { ClinicsModule } from './clinics.module.js';
export { CALENDAR_CHANGED, type CalendarChanged } from './clinics.events.js';
export { ClinicsReader, type ClinicBrief, type Closure, type OpeningHours, type RoomBrief } from './clinics.reader.js';
