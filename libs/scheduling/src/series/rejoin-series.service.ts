import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, type ClinicDay, type TimeZone } from '#platform';
import { ClinicsReader } from '#clinics';
import { daysOf, differences, joinedRule, type Difference, type GroupPlace } from './joined-series.js';
import { cannotRejoin } from './series.errors.js';
import { SeriesStateQuery, type StoredSeries } from './series-state.query.js';

/** The series that is whole again. */
export interface RejoinedSeries {
  seriesId: string;
  version: number;
  endedOn: ClinicDay | null;
}

const GROUP = /* sql */ `
  select room_id as "roomId", coalesce((select json_agg(staff_id order by position, staff_id) from scheduling.group_facilitator where group_id = g.id), '[]') as "staffIds"
  from scheduling.therapy_group g where id = $1`;

// Whoever changes sessions locks them in this order.
const LOCK_SESSIONS = 'select id from scheduling.session where series_id = $1 and clinic_id = $2 order by id for update';

const TWICE = 'select series_day as day from scheduling.session where series_id in ($1, $2) group by series_day having count(*) > 1 order by series_day limit 1';

// What came about since the split for days the rule, as it is again, does not give.
const SINCE = /* sql */ `
  select a.day from scheduling.series_gap a join scheduling.series e on e.id = a.series_id where a.series_id = $1 and a.created_at >= e.created_at order by a.day`;

// The later has the last word about a day: the earlier ended before it.
const GIVE_WAY = /* sql */ `
  delete from scheduling.series_gap a where a.series_id = $1 and (exists (select from scheduling.series_gap b where b.series_id = $2 and b.day = a.day)
    or exists (select from scheduling.session s where s.series_id = $2 and s.series_day = a.day))`;

// A cancellation that could be taken back as a whole still can: the earlier's if only the split came after it, the later's as it stands.
const CANCELLED_BEFORE = /* sql */ `
  update scheduling.series_cancellation set series_version = $2::int + 1
  where series_id = $1 and restored_at is null and series_version = $2::int - 1 and from_day = $3::date + 1`;
const CANCELLED_AFTER = /* sql */ `
  update scheduling.series_cancellation set series_id = $1, series_version = case when series_version = $4::int then $3::int + 1 else 0 end where series_id = $2`;

const JOIN = /* sql */ `
  update scheduling.series set rule = $3, generated_until = $4, ended_on = $5, version = version + 1 where id = $2 and clinic_id = $1 returning version`;

/** Makes a series that was split one again, once both parts are alike: what undoing a split ends with. */
@Injectable()
export class RejoinSeries {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly state: SeriesStateQuery,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param seriesId the later part. The earlier takes over its sessions, gaps, cancellations, whatever carries it on, and its end.
   * @throws DomainError 409 `cannot-rejoin` with what differs, `stale-edit`; 404.
   */
  async run(clinicId: string, seriesId: string, input: { version: number }): Promise<RejoinedSeries> {
    return this.database.transaction(async () => {
      const { timeZone: zone } = await this.clinics.clinic(clinicId);
      const { earlier, later } = await this.state.lockBoth(clinicId, seriesId, input.version);
      if (!earlier) throw cannotRejoin('This series carries on no other.');
      const group = earlier.groupId === null ? null : await this.database.one<GroupPlace>(GROUP, [earlier.groupId]);
      const rule = joinedRule(earlier, later, zone);
      const differs: Difference[] = [...differences(earlier, later, group), ...(rule === null ? (['dates'] as const) : [])];
      if (differs.length > 0 || rule === null) throw cannotRejoin(`The two parts of this series differ: ${differs.join(', ')}. They stay two.`, { differs });
      const other = await this.database.maybe('select from scheduling.series where continues_id = $1 and id <> $2', [earlier.id, later.id]);
      if (other) throw cannotRejoin('Another series carries on the earlier part too.');
      return this.join(clinicId, earlier, later, rule, zone);
    });
  }

  private async join(clinicId: string, earlier: StoredSeries, later: StoredSeries, rule: string, zone: TimeZone): Promise<RejoinedSeries> {
    const both = [earlier.id, later.id];
    const moved = await this.database.rows(LOCK_SESSIONS, [later.id, clinicId]);
    const twice = await this.database.maybe<{ day: ClinicDay }>(TWICE, both);
    if (twice) throw cannotRejoin(`Both parts of this series have a session of ${twice.day}.`, { day: twice.day });
    await this.moveGaps(earlier, later, rule, zone);
    await this.database.rows('update scheduling.session set series_id = $1 where series_id = $2 and clinic_id = $3', [...both, clinicId]);
    await this.database.rows(CANCELLED_BEFORE, [earlier.id, earlier.version, later.endedOn]);
    await this.database.rows(CANCELLED_AFTER, [...both, earlier.version, later.version]);
    await this.database.rows('update scheduling.series set continues_id = $1, version = version + 1 where continues_id = $2', both);
    await this.database.rows('delete from scheduling.series where id = $1 and clinic_id = $2', [later.id, clinicId]);
    const { version } = await this.database.one<{ version: number }>(JOIN, [clinicId, earlier.id, rule, later.generatedUntil, later.endedOn]);
    this.audit.record({
      clinicId,
      action: 'scheduling.series-rejoined',
      subjectType: 'series',
      subjectId: earlier.id,
      changes: { rejoined: later.id, from: later.startDay, endedOn: [earlier.endedOn, later.endedOn], rule, sessions: moved.length },
    });
    return { seriesId: earlier.id, version, endedOn: later.endedOn };
  }

  private async moveGaps(earlier: StoredSeries, later: StoredSeries, rule: string, zone: TimeZone): Promise<void> {
    const since = (await this.database.rows<{ day: ClinicDay }>(SINCE, [later.id])).map((one) => one.day);
    const given = new Set(daysOf({ ...earlier, rule }, later.startDay, since.at(-1) ?? later.startDay, zone));
    await this.database.rows('delete from scheduling.series_gap where series_id = $1 and day = any ($2::date[])', [later.id, since.filter((day) => !given.has(day))]);
    await this.database.rows(GIVE_WAY, [earlier.id, later.id]);
    await this.database.rows('update scheduling.series_gap set series_id = $1 where series_id = $2', [earlier.id, later.id]);
  }
}
