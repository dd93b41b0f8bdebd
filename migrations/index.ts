import type { MigrationInterface } from 'typeorm';
import { Platform20261123000100 } from './20261123000100-platform.js';
import { Identity20261123000200 } from './20261123000200-identity.js';
import { Clinics20261123000300 } from './20261123000300-clinics.js';
import { IdentityClinics20261123000310 } from './20261123000310-identity-clinics.js';
import { Clients20261123000400 } from './20261123000400-clients.js';
import { Team20261123000500 } from './20261123000500-team.js';
import { Programs20261123000600 } from './20261123000600-programs.js';
import { RuleProfiles20261123000610 } from './20261123000610-rule-profiles.js';
import { Episodes20261123000700 } from './20261123000700-episodes.js';
import { Scheduling20261123000800 } from './20261123000800-scheduling.js';
import { ClinicZone20261123000820 } from './20261123000820-clinic-zone.js';
import { Attendance20261123000900 } from './20261123000900-attendance.js';
import { Hours20261123001000 } from './20261123001000-hours.js';
import { Exchange20261123001100 } from './20261123001100-exchange.js';
import { FirstRun20261127000400 } from './20261127000400-first-run.js';
import { AuditUnsealed20261127000100 } from './20261127000100-audit-unsealed.js';
import { Waitlist20261127000300 } from './20261127000300-waitlist.js';
import { SeriesChanges20261127000500 } from './20261127000500-series-changes.js';
import { ForecastNumbers20261127000600 } from './20261127000600-forecast-numbers.js';
import { Tasks20261127000700 } from './20261127000700-tasks.js';
import { OutreachDue20261127000710 } from './20261127000710-outreach-due.js';
import { RostersOnPaper20261127000720 } from './20261127000720-rosters-on-paper.js';
import { SessionChangedAt20261127000800 } from './20261127000800-session-changed-at.js';
import { CalendarFeeds20261127000810 } from './20261127000810-calendar-feeds.js';
import { RoomOutages20261127002000 } from './20261127002000-room-outages.js';
import { ImportChangeRow20261127001000 } from './20261127001000-import-change-row.js';
import { Reminders20261127002100 } from './20261127002100-reminders.js';
import { RoomOrder20261127003000 } from './20261127003000-room-order.js';
import { NoStandingInSql20261127003100 } from './20261127003100-no-standing-in-sql.js';
import { StillOpen20261127005000 } from './20261127005000-still-open.js';
import { GroupSessionsToCome20261127005500 } from './20261127005500-group-sessions-to-come.js';
import { GroupSize20261127005510 } from './20261127005510-group-size.js';
import { CaseloadWeights20261127005520 } from './20261127005520-caseload-weights.js';
import { MixRules20261127005151 } from './20261127005151-mix-rules.js';
import { SeriesApart20261127005152 } from './20261127005152-series-apart.js';
import { EmergencyAccess20261127005100 } from './20261127005100-emergency-access.js';
import { Intake20261127005200 } from './20261127005200-intake.js';
import { Authorizations20261127005300 } from './20261127005300-authorizations.js';
import { AuditCheckpoints20261127001100 } from './20261127001100-audit-checkpoints.js';

/** Every migration, oldest first. They only go forward; each can be taken back while nothing depends on it. */
export const migrations: (new () => MigrationInterface)[] = [
  Platform20261123000100,
  Identity20261123000200,
  Clinics20261123000300,
  IdentityClinics20261123000310,
  Clients20261123000400,
  Team20261123000500,
  Programs20261123000600,
  RuleProfiles20261123000610,
  Episodes20261123000700,
  Scheduling20261123000800,
  ClinicZone20261123000820,
  Attendance20261123000900,
  Hours20261123001000,
  Exchange20261123001100,
  FirstRun20261127000400,
  AuditUnsealed20261127000100,
  Waitlist20261127000300,
  SeriesChanges20261127000500,
  ForecastNumbers20261127000600,
  Tasks20261127000700,
  OutreachDue20261127000710,
  RostersOnPaper20261127000720,
  SessionChangedAt20261127000800,
  CalendarFeeds20261127000810,
  RoomOutages20261127002000,
  ImportChangeRow20261127001000,
  Reminders20261127002100,
  AuditCheckpoints20261127001100,
  RoomOrder20261127003000,
  NoStandingInSql20261127003100,
  StillOpen20261127005000,
  MixRules20261127005151,
  SeriesApart20261127005152,
  EmergencyAccess20261127005100,
  GroupSessionsToCome20261127005500,
  GroupSize20261127005510,
  CaseloadWeights20261127005520,
  Intake20261127005200,
  Authorizations20261127005300,
];
