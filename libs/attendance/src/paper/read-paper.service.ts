import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound, type ClinicDay } from '#platform';
import type { AttendanceAction } from '../attendance.audit.js';

/** A page that is there to be printed. */
export interface PaperBrief {
  day: ClinicDay;
  sessions: number;
  places: number;
  madeAt: Date;
  madeBy: string;
}

/** The pages there are, and handing one out, which is written down. */
@Injectable()
export class ReadPaper {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** The latest day first; as many as are kept, at most 60. */
  async list(clinicId: string): Promise<PaperBrief[]> {
    return this.database.rows<PaperBrief>(
      `select clinic_day as day, sessions, places, made_at as "madeAt", made_by_name as "madeBy" from attendance.paper_roster where clinic_id = $1 order by clinic_day desc limit 60`,
      [clinicId],
    );
  }

  /** The page of a day. @throws DomainError 404. */
  async run(clinicId: string, day: ClinicDay): Promise<string> {
    return this.database.transaction(async () => {
      const found = await this.database.maybe<{ page: string }>('select page from attendance.paper_roster where clinic_id = $1 and clinic_day = $2', [clinicId, day]);
      if (!found) throw notFound('roster on paper');
      const action: AttendanceAction = 'attendance.paper-taken';
      this.audit.record({ clinicId, action, subjectType: 'paper-roster', subjectId: day });
      return found.page;
    });
  }
}
