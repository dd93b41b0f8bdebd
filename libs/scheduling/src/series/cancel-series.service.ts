import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, addDays, clinicDayOf, newId, type ClinicDay } from '#platform';
import { ClinicsReader } from '#clinics';
import { wrongInput } from '../scheduling.errors.js';
import { CancelSession } from '../sessions/cancel-session.service.js';
import type { SeriesScope } from './edit-series-input.js';
import type { Kept } from './match-dates.js';
import { seriesOver } from './series.errors.js';
import { SeriesStateQuery, type SeriesSession } from './series-state.query.js';
import { WriteDates } from './write-dates.service.js';

/** A cancellation. */
export interface CancelSeriesInput {
  version: number;
  scope: SeriesScope;
  /** The occurrence it begins at; needed for `this` and `following`. */
  sessionId?: string;
  reason: string;
  /** What becomes of occurrences changed by hand; they stay unless said. */
  exceptions?: 'keep' | 'overwrite';
}

/** What a cancellation does to one occurrence. */
export interface CancelledDate {
  day: ClinicDay;
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
  /** Why it is not cancelled; null: it is. */
  kept: Kept | null;
  changedByHand: boolean;
}

/** What was cancelled. */
export interface CancelledSeries {
  seriesId: string;
  version: number;
  /** The last day the series meets; null where one occurrence was cancelled and the series goes on. */
  endedOn: ClinicDay | null;
  dates: CancelledDate[];
}

const CANCEL = /* sql */ `
  update scheduling.session set status = 'cancelled', cancel_reason = $3, cancellation_id = $4, version = version + 1
  where clinic_id = $1 and id = any ($2::uuid[])`;

/** Cancels one occurrence of a series, it and all after it, or all to come. Their places stay, so that it can be taken back. */
@Injectable()
export class CancelSeries {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly state: SeriesStateQuery,
    private readonly dates: WriteDates,
    private readonly cancelSession: CancelSession,
    private readonly audit: AuditTrail,
  ) {}

  /** What it would do. Nothing is saved. */
  async preview(clinicId: string, seriesId: string, input: Omit<CancelSeriesInput, 'reason' | 'version'>): Promise<CancelledDate[]> {
    await this.state.read(clinicId, seriesId);
    return (await this.plan(clinicId, seriesId, input, false)).dates;
  }

  /** @throws DomainError 409 `series-over`, `stale-edit`, `session-cancelled`, `attendance-recorded`; 400; 404. */
  async run(clinicId: string, seriesId: string, input: CancelSeriesInput): Promise<CancelledSeries> {
    return this.database.transaction(async () => {
      const series = await this.state.lock(clinicId, seriesId, input.version);
      const { sessions, dates, from } = await this.plan(clinicId, seriesId, input, true);
      if (input.scope === 'this') {
        await this.cancelSession.run(clinicId, input.sessionId as string, { reason: input.reason });
        return { seriesId, version: series.version, endedOn: null, dates: dates.map((one) => ({ ...one, kept: null })) };
      }
      const ids = dates.filter((one) => one.kept === null).map((one) => one.sessionId);
      if (ids.length === 0 && series.endedOn !== null) throw seriesOver();
      const id = newId();
      const endedOn = addDays(from, -1);
      await this.database.rows(
        `insert into scheduling.series_cancellation (id, clinic_id, series_id, from_day, reason, ended_on_before, series_version, cancelled_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, clinicId, seriesId, from, input.reason, series.endedOn, series.version + 1, this.clock.now()],
      );
      await this.database.rows(CANCEL, [clinicId, ids, input.reason, id]);
      const { version } = await this.database.one<{ version: number }>('update scheduling.series set ended_on = $2, version = version + 1 where id = $1 returning version', [seriesId, endedOn]);
      this.audit.record({
        clinicId,
        action: 'scheduling.series-cancelled',
        subjectType: 'series',
        subjectId: seriesId,
        changes: { scope: input.scope, from, endedOn: [series.endedOn, endedOn], sessions: ids.length, kept: dates.length - ids.length },
        reason: input.reason,
      });
      await this.dates.tell(clinicId, sessions.filter((one) => ids.includes(one.id)).map((session) => ({ session, target: null })));
      return { seriesId, version, endedOn, dates };
    });
  }

  private async plan(clinicId: string, seriesId: string, input: Pick<CancelSeriesInput, 'scope' | 'sessionId' | 'exceptions'>, lock: boolean): Promise<{ sessions: SeriesSession[]; dates: CancelledDate[]; from: ClinicDay }> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    const all = await this.state.sessions(clinicId, seriesId, now, lock);
    const begun = all.find((one) => one.id === input.sessionId);
    if (input.scope !== 'all' && !begun) throw wrongInput('/sessionId', 'must be a session of this series, not past');
    if (input.scope === 'this' && begun) return { sessions: [begun], dates: [dateOf(begun, true, now)], from: begun.seriesDay };
    let from = input.scope === 'following' && begun && begun.seriesDay > today ? begun.seriesDay : today;
    if (all.some((one) => one.seriesDay === from && one.startsAt <= now)) from = addDays(from, 1);
    const sessions = all.filter((one) => one.seriesDay >= from);
    return { sessions, dates: sessions.map((one) => dateOf(one, input.exceptions === 'overwrite', now)), from };
  }
}

function dateOf(one: SeriesSession, overwrite: boolean, now: Date): CancelledDate {
  const kept = one.startsAt <= now ? 'past' : one.present ? 'attendance' : one.status === 'cancelled' ? 'cancelled' : one.changedByHand && !overwrite ? 'changed_by_hand' : null;
  return { day: one.seriesDay, sessionId: one.id, startsAt: one.startsAt, endsAt: one.endsAt, kept, changedByHand: one.changedByHand };
}
