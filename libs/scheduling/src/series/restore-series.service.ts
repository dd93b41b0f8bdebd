import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, type ClinicDay } from '#platform';
import { InTheWayQuery } from '../booking/in-the-way.query.js';
import { TimeTakenError, wrongInput } from '../scheduling.errors.js';
import { cannotRestore, seriesTaken } from './series.errors.js';
import { SeriesStateQuery, type SeriesSession } from './series-state.query.js';
import { WriteDates } from './write-dates.service.js';

/** What is taken back. */
export interface RestoreSeriesInput {
  version: number;
  /** The dates that come back; left out: all of them. Others stay cancelled. */
  days?: readonly ClinicDay[];
}

/** What stands again. */
export interface RestoredSeries {
  seriesId: string;
  version: number;
  endedOn: ClinicDay | null;
  restored: ClinicDay[];
  /** Dates that stay cancelled: begun by now, or not chosen. */
  cancelled: ClinicDay[];
}

interface Cancellation {
  id: string;
  endedOnBefore: ClinicDay | null;
  seriesVersion: number;
}

const LAST = /* sql */ `
  select id, ended_on_before as "endedOnBefore", series_version as "seriesVersion" from scheduling.series_cancellation
  where series_id = $1 and restored_at is null order by cancelled_at desc, id desc limit 1`;

/** Takes the last cancellation of a series back, if the rooms and everybody are still free. */
@Injectable()
export class RestoreSeries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly state: SeriesStateQuery,
    private readonly inTheWay: InTheWayQuery,
    private readonly dates: WriteDates,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `series-conflicts` with each date and what is in its way, `cannot-restore`, `stale-edit`; 400; 404. */
  async run(clinicId: string, seriesId: string, input: RestoreSeriesInput): Promise<RestoredSeries> {
    try {
      return await this.database.transaction(() => this.save(clinicId, seriesId, input));
    } catch (thrown) {
      if (!(thrown instanceof TimeTakenError) || this.database.inTransaction) throw thrown;
      // Somebody booked past every queue: another look names it.
      return this.database.transaction(() => this.save(clinicId, seriesId, input));
    }
  }

  private async save(clinicId: string, seriesId: string, input: RestoreSeriesInput): Promise<RestoredSeries> {
    const series = await this.state.lock(clinicId, seriesId, input.version);
    const last = await this.database.maybe<Cancellation>(LAST, [seriesId]);
    if (!last) throw cannotRestore('This series is not cancelled.');
    if (series.version !== last.seriesVersion) throw cannotRestore('The series was changed since it was cancelled. Its sessions can be restored one by one.');
    const now = this.clock.now();
    const sessions = (await this.state.sessions(clinicId, seriesId, now, true)).filter((one) => one.cancellationId === last.id);
    const unknown = input.days?.find((day) => !sessions.some((one) => one.seriesDay === day && one.startsAt > now));
    if (unknown !== undefined) throw wrongInput('/days', `holds ${unknown}, which is not among the cancelled dates to come`);
    const chosen = sessions.filter((one) => one.startsAt > now && (input.days === undefined || input.days.includes(one.seriesDay)));
    await this.refuseTaken(clinicId, chosen);
    await this.database.rows(`update scheduling.session set status = 'scheduled', cancel_reason = null, cancellation_id = null, version = version + 1 where id = any ($1::uuid[])`, [chosen.map((one) => one.id)]);
    await this.database.rows('update scheduling.session set cancellation_id = null where cancellation_id = $1', [last.id]);
    await this.database.rows('update scheduling.series_cancellation set restored_at = $2 where id = $1', [last.id, now]);
    const { version } = await this.database.one<{ version: number }>('update scheduling.series set ended_on = $2, version = version + 1 where id = $1 returning version', [seriesId, last.endedOnBefore]);
    this.audit.record({
      clinicId,
      action: 'scheduling.series-restored',
      subjectType: 'series',
      subjectId: seriesId,
      changes: { endedOn: [series.endedOn, last.endedOnBefore], sessions: chosen.length, cancelled: sessions.length - chosen.length },
    });
    await this.dates.tell(clinicId, chosen.map((session) => ({ session, target: null })));
    return {
      seriesId,
      version,
      endedOn: last.endedOnBefore,
      restored: chosen.map((one) => one.seriesDay),
      cancelled: sessions.filter((one) => !chosen.includes(one)).map((one) => one.seriesDay),
    };
  }

  private async refuseTaken(clinicId: string, chosen: readonly SeriesSession[]): Promise<void> {
    const keys = new Set(chosen.flatMap((one) => [...one.staffIds, ...one.clientIds, ...(one.roomId === null ? [] : [one.roomId])]));
    await this.database.rows('select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) key', [[...keys].sort()]);
    const found = await this.inTheWay.ofEach(clinicId, chosen.map((one) => ({ ...one, day: one.seriesDay })), { limit: 5000 });
    const taken = chosen.map((one, index) => ({ day: one.seriesDay, startsAt: one.startsAt, endsAt: one.endsAt, conflicts: found[index] ?? [] })).filter((one) => one.conflicts.length > 0);
    if (taken.length > 0) throw seriesTaken(taken);
  }
}
