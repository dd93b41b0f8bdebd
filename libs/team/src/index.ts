export { TeamModule } from './team.module.js';
export { DISCIPLINE_CODES, disciplineLabel, isDiscipline, type Discipline } from './disciplines.js';
export { isValidOn, judgeLeader, type CredentialDates, type LeaderFacts, type LeadRefusal, type LeadVerdict } from './may-lead.js';
export { AVAILABILITY_CHANGED, type AvailabilityChanged } from './team.events.js';
export { TeamReader, type StaffBrief, type TimeAway, type WorkingStretch } from './team.reader.js';
