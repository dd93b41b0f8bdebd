import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { OpenTasks, WithdrawTasks, type NewTask } from '#episodes';
import { Clock, addDays, type ClinicDay } from '#platform';
import { AbsencesQuery, type Absence } from './absences.query.js';
import { businessDaysAfter } from './business-days.js';
import { missesInARow } from './misses-in-a-row.js';

/** The rules by which absence asks for work. */
export const NO_SHOW_RULE = 'outreach.no-show';
export const QUIET_LEAVE_RULE = 'outreach.quiet-leave';
export const SUPERVISOR_RULE = 'outreach.supervisor';

const DAY_MS = 86_400_000;
/** Marks this old have been followed many times over; a worker that slept longer left other traces. */
const LOOK_BACK_DAYS = 3;
/** Nobody is called about a session longer ago. */
const CALL_WITHIN_DAYS = 7;
/** Closures that can lie between a missed session and the call. */
const CLOSED_AHEAD_DAYS = 60;

const TAKEN_BACK = 'The absence was taken back.';

/**
 * Asks for a call when somebody stayed away, once for each stay and day; tells the primary's supervisor, then asks for a look
 * by the team, when they have been silent too often in a row. Works from the marks as they stand, so it may run at any time, twice, or at two workers
 * at once; a no-show taken back takes its task back, unless somebody has dealt with it.
 */
@Injectable()
export class FollowAbsences {
  constructor(
    private readonly absences: AbsencesQuery,
    private readonly openTasks: OpenTasks,
    private readonly withdraw: WithdrawTasks,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /** @returns how many tasks are new. */
  async run(): Promise<number> {
    const now = this.clock.now().getTime();
    const [markedSince, heldSince] = [new Date(now - LOOK_BACK_DAYS * DAY_MS), new Date(now - CALL_WITHIN_DAYS * DAY_MS)];
    let opened = 0;
    for (const clinicId of await this.absences.clinics(markedSince)) {
      opened += await this.ofClinic(clinicId, await this.absences.run(clinicId, markedSince, heldSince));
    }
    return opened;
  }

  private async ofClinic(clinicId: string, absences: readonly Absence[]): Promise<number> {
    const today = await this.clinics.today(clinicId);
    const earliest = absences.reduce((day, one) => (one.day < day ? one.day : day), today);
    const closed = new Set((await this.clinics.closures(clinicId, earliest, addDays(today, CLOSED_AHEAD_DAYS))).map((closure) => closure.day));
    const gone = absences.filter((one) => one.sessionId === null);
    await this.withdraw.run(clinicId, NO_SHOW_RULE, gone.map((one) => ({ subjectId: one.episodeId, occurrence: one.day })), TAKEN_BACK);
    const missed = absences.filter((one) => one.sessionId !== null);
    return (await this.openTasks.run(clinicId, [...missed.map((one) => callFor(one, closed)), ...alertsFor(missed, today, closed)])).length;
  }
}

function callFor(absence: Absence, closed: ReadonlySet<ClinicDay>): NewTask {
  return { ...about(absence), sessionId: absence.sessionId, rule: NO_SHOW_RULE, occurrence: absence.day, title: 'Call after a missed session', dueOn: businessDaysAfter(absence.day, absence.dueAfter, closed) };
}

/** For each run of absences one for the supervisor and one for the team, as far as it has come, however many of its days are looked at. */
function alertsFor(missed: readonly Absence[], today: ClinicDay, closed: ReadonlySet<ClinicDay>): NewTask[] {
  const alerts = new Map<string, NewTask>();
  for (const absence of missed) {
    const { count, since } = missesInARow(absence.recorded);
    if (since === null) continue;
    const asked = { ...about(absence), occurrence: since, dueOn: businessDaysAfter(today, 1, closed) };
    if (count >= absence.alertAfter) {
      alerts.set(`${QUIET_LEAVE_RULE} ${absence.episodeId}`, { ...asked, rule: QUIET_LEAVE_RULE, title: `Quiet leave: ${count} missed in a row, for the team to look at` });
    }
    if (count >= absence.superviseAfter && absence.supervisorStaffId !== null) {
      const title = `For the supervisor to know: ${count} missed in a row`;
      alerts.set(`${SUPERVISOR_RULE} ${absence.episodeId}`, { ...asked, rule: SUPERVISOR_RULE, title, ownerStaffId: absence.supervisorStaffId });
    }
  }
  return [...alerts.values()];
}

function about({ clientId, episodeId, primaryStaffId }: Absence): Pick<NewTask, 'source' | 'clientId' | 'episodeId' | 'ownerStaffId'> {
  return { source: 'rule', clientId, episodeId, ownerStaffId: primaryStaffId };
}
