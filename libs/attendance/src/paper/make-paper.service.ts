import { Inject, Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Clock, Database, addDays, currentActor, notFound, type ClinicDay, type TimeZone } from '#platform';
import type { AttendanceAction } from '../attendance.audit.js';
import { paperDay } from './paper-day.js';
import { paperPage } from './paper-page.js';
import { PAPER_PARAMETERS, type PaperParameters } from './paper.parameters.js';
import { SignInSheetsQuery } from './sign-in-sheets.query.js';

/** Days ahead for which a page may be asked for. */
const AHEAD_DAYS = 7;

/** Puts the rosters of a day on a page to print, and forgets pages nobody needs any more. */
@Injectable()
export class MakePaper {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly sheets: SignInSheetsQuery,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(PAPER_PARAMETERS) private readonly parameters: PaperParameters,
  ) {}

  /** Makes the page anew, as booked now. @throws DomainError 404 for a day that is past or far ahead. */
  async run(clinicId: string, day: ClinicDay): Promise<void> {
    const today = await this.clinics.today(clinicId);
    if (day < today || day > addDays(today, AHEAD_DAYS)) throw notFound('roster on paper');
    await this.make(clinicId, day);
  }

  /** Makes what is missing of every clinic, each at its own hour. Safe to run twice, or at two workers at once. @returns how many pages are new. */
  async sweep(report: (done: number, total: number) => Promise<void> = async () => undefined): Promise<number> {
    const clinics = await this.database.rows<{ id: string; zone: TimeZone }>('select id, time_zone as zone from clinics.v_clinic order by id');
    let made = 0;
    for (const [at, { id, zone }] of clinics.entries()) {
      const day = paperDay(this.clock.now(), zone, this.parameters.madeFrom);
      const there = await this.database.maybe('select 1 from attendance.paper_roster where clinic_id = $1 and clinic_day = $2', [id, day]);
      if (!there) {
        await this.make(id, day);
        made++;
      }
      await report(at + 1, clinics.length);
    }
    await this.database.transaction(() => this.database.rows('delete from attendance.paper_roster where made_at < $1::timestamptz - make_interval(days => $2)', [this.clock.now(), this.parameters.keepDays]));
    return made;
  }

  private async make(clinicId: string, day: ClinicDay): Promise<void> {
    const { name, timeZone } = await this.clinics.clinic(clinicId);
    await this.database.transaction(async () => {
      const sheets = await this.sheets.run(clinicId, day);
      const now = this.clock.now();
      const actor = currentActor();
      const places = sheets.reduce((sum, sheet) => sum + sheet.people.length, 0);
      await this.database.rows(
        `insert into attendance.paper_roster (clinic_id, clinic_day, page, sessions, places, made_at, made_by_user_id, made_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (clinic_id, clinic_day) do update set page = excluded.page, sessions = excluded.sessions, places = excluded.places,
           made_at = excluded.made_at, made_by_user_id = excluded.made_by_user_id, made_by_name = excluded.made_by_name`,
        [clinicId, day, paperPage({ clinicName: name, day, zone: timeZone, madeAt: now, sheets }), sheets.length, places, now, actor.userId, actor.displayName],
      );
      const action: AttendanceAction = 'attendance.paper-made';
      this.audit.record({ clinicId, action, subjectType: 'paper-roster', subjectId: day, changes: { sessions: sheets.length, places } });
    });
  }
}
