import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, addDays, newId, type ClinicDay } from '#platform';
import { SessionWriter } from '../booking/session-writer.service.js';
import { TimeTakenError } from '../scheduling.errors.js';
import type { EditSeriesInput } from './edit-series-input.js';
import type { Kept } from './match-dates.js';
import { PlanSeriesEdit, type EditedDate, type SeriesEditPlan } from './plan-series-edit.service.js';
import { dateKept, seriesApart, seriesNeedsReason, seriesOver, seriesTaken } from './series.errors.js';
import { sessionsOf } from './series-sessions.js';
import { WriteDates } from './write-dates.service.js';

/** What a change of a series did. */
export interface EditedSeriesOutcome {
  /** The series the changed dates belong to now: another one after a split. */
  seriesId: string;
  version: number;
  /** The series that ends before it; null where none was split. */
  continuesId: string | null;
  changed: ClinicDay[];
  added: ClinicDay[];
  removed: ClinicDay[];
  /** `left_out`: it followed the series until now, and is an exception from now on. */
  kept: { day: ClinicDay; sessionId: string; why: Kept | 'same' | 'left_out' }[];
  skipped: { day: ClinicDay; cause: 'closed' | 'left_out' | 'conflict' }[];
}

const UPDATE = /* sql */ `
  update scheduling.series set rule = $3, start_day = $4, start_time = $5, duration_minutes = $6, breaks = $7::jsonb, title = $8, room_id = $9, own_room = $10,
    telehealth = $11, telehealth_url = $12, capacity = $13, generated_until = $14, outside_hours_reason = coalesce($15, outside_hours_reason), version = version + 1
  where id = $2 and clinic_id = $1 returning version`;

const CONTINUE = /* sql */ `
  insert into scheduling.series (id, clinic_id, group_id, rule, start_day, start_time, duration_minutes, time_zone, kind, title, service_id, program_id, room_id, own_room,
    telehealth, telehealth_url, capacity, breaks, outside_hours_reason, generated_until, ended_on, continues_id)
  select $16, clinic_id, group_id, $3, $4, $5, $6, time_zone, kind, $8, service_id, program_id, $9, $10, $11, $12, $13, $7::jsonb, coalesce($15, outside_hours_reason), $14, ended_on, id
  from scheduling.series where id = $2 and clinic_id = $1 returning version`;

const GAPS = /* sql */ `
  insert into scheduling.series_gap (series_id, day, clinic_id, cause, in_the_way, settled_at)
  select $1, x.day, $2, x.cause, x."inTheWay", case when x.cause = 'conflict' then null else $4::timestamptz end
  from json_to_recordset($3::json) as x(day date, cause text, "inTheWay" jsonb)
  on conflict (series_id, day) do update set cause = excluded.cause, in_the_way = excluded.in_the_way, settled_at = excluded.settled_at`;

/** Changes a series: one occurrence, it and all after it, or all to come; every chosen date or none. The past never changes. */
@Injectable()
export class EditSeries {
  constructor(
    private readonly database: Database,
    private readonly plan: PlanSeriesEdit,
    private readonly dates: WriteDates,
    private readonly writer: SessionWriter,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError 409 `series-conflicts` with each date and what is in its way, `series-date-kept`, `series-over`, `kept-apart`, `group-full`, `stale-edit`;
   * 422 `needs-reason`; 400; 404.
   */
  async run(clinicId: string, seriesId: string, input: EditSeriesInput): Promise<EditedSeriesOutcome> {
    try {
      return await this.database.transaction(() => this.save(clinicId, seriesId, input));
    } catch (thrown) {
      // Somebody booked between the look and the save, past every queue: look again and name it.
      if (!(thrown instanceof TimeTakenError) || this.database.inTransaction) throw thrown;
      const { dates } = await this.plan.run(clinicId, seriesId, input, { lock: false });
      const taken = dates.filter((one) => one.chosen && one.conflicts.length > 0);
      throw taken.length > 0 ? seriesTaken(taken) : thrown;
    }
  }

  private async save(clinicId: string, seriesId: string, input: EditSeriesInput): Promise<EditedSeriesOutcome> {
    const plan = await this.plan.run(clinicId, seriesId, input, { lock: true });
    const chosen = plan.dates.filter((one) => one.chosen);
    const [only] = plan.dates;
    if (input.scope === 'this' && only?.kept && only.kept !== 'same') throw dateKept(only.day, only.kept);
    if (plan.dates.every((one) => one.kept === 'past')) throw seriesOver();
    const taken = chosen.filter((one) => one.conflicts.length > 0);
    if (taken.length > 0) throw seriesTaken(taken);
    const apart = chosen.filter((one) => one.state === 'apart');
    if (apart.length > 0) throw seriesApart(apart);
    const outside = chosen.filter((one) => one.outside.length > 0);
    if (outside.length > 0 && !input.outsideHoursReason) throw seriesNeedsReason(outside);
    const byHand = input.scope === 'this';
    await this.dates.run(clinicId, plan, { byHand, reason: input.outsideHoursReason ?? null });
    const into = byHand ? { id: seriesId, version: plan.series.version } : await this.saveSeries(clinicId, plan, input);
    if (!byHand) await this.addDates(clinicId, into.id, plan, input);
    const outcome = outcomeOf(plan, into, input);
    this.note(clinicId, plan, input, outcome);
    return outcome;
  }

  /** The series itself: changed, or ended before the split and carried on by another. */
  private async saveSeries(clinicId: string, plan: SeriesEditPlan, input: EditSeriesInput): Promise<{ id: string; version: number }> {
    const { series, edited, frame, split } = plan;
    const { template, dates, group } = frame;
    const own = series.groupId === null;
    const values = [
      clinicId,
      series.id,
      dates.rule,
      edited.input.startDay,
      edited.input.startTime,
      template.durationMinutes,
      JSON.stringify(template.breaks),
      template.title,
      template.roomId,
      !own && input.roomId !== undefined ? template.roomId !== group?.roomId : series.ownRoom,
      template.telehealth,
      template.telehealthUrl,
      template.capacity,
      !dates.endless ? null : edited.newDates ? dates.until : series.generatedUntil,
      input.outsideHoursReason ?? null,
    ];
    if (split === null) {
      const { version } = await this.database.one<{ version: number }>(UPDATE, values);
      if (input.staffIds !== undefined || input.clientIds !== undefined) await this.savePeople(clinicId, series.id, plan, input);
      await this.markKept(clinicId, plan, series.id, null);
      return { id: series.id, version };
    }
    const id = newId();
    const { version } = await this.database.one<{ version: number }>(CONTINUE, [...values, id]);
    await this.savePeople(clinicId, id, plan, input);
    await this.markKept(clinicId, plan, id, split);
    await this.database.rows('update scheduling.series_gap set series_id = $2 where series_id = $1 and day >= $3', [series.id, id, split]);
    await this.database.rows('update scheduling.series set ended_on = $2, version = version + 1 where id = $1', [series.id, addDays(split, -1)]);
    return { id, version };
  }

  private async savePeople(clinicId: string, seriesId: string, { series, frame }: SeriesEditPlan, input: EditSeriesInput): Promise<void> {
    const staffIds = series.groupId === null ? frame.template.staffIds : (input.staffIds ?? series.staffIds);
    const clientIds = series.groupId === null ? frame.template.people.map((one) => one.clientId) : [];
    await this.database.rows('delete from scheduling.series_staff where series_id = $1', [seriesId]);
    await this.database.rows('delete from scheduling.series_client where series_id = $1', [seriesId]);
    await this.database.rows(
      `with t as (insert into scheduling.series_staff (series_id, staff_id, clinic_id, position) select $1, t.staff, $2, t.n from unnest($3::uuid[]) with ordinality as t(staff, n))
       insert into scheduling.series_client (series_id, client_id, clinic_id) select $1, c.client, $2 from unnest($4::uuid[]) as c(client)`,
      [seriesId, clinicId, staffIds, clientIds],
    );
  }

  /** What was not chosen is from now on an exception; after a split whatever lies ahead belongs to the series that carries on. */
  private async markKept(clinicId: string, plan: SeriesEditPlan, seriesId: string, split: ClinicDay | null): Promise<void> {
    const leftOut = plan.dates.filter((one) => !one.chosen && (one.action === 'change' || one.action === 'remove')).map((one) => one.sessionId);
    if (leftOut.length > 0) await this.database.rows('update scheduling.session set changed_by_hand = true, version = version + 1 where clinic_id = $1 and id = any ($2::uuid[])', [clinicId, leftOut]);
    if (split === null) return;
    await this.database.rows(
      `update scheduling.session set series_id = $3 where clinic_id = $1 and series_id = $2 and series_day >= $4 and cancellation_id is null`,
      [clinicId, plan.series.id, seriesId, split],
    );
  }

  private async addDates(clinicId: string, seriesId: string, plan: SeriesEditPlan, input: EditSeriesInput): Promise<void> {
    const added = plan.dates.filter((one) => one.chosen && one.action === 'add');
    const { sessions, places } = sessionsOf({ ...plan.frame, occurrences: [] }, seriesId, added, input.outsideHoursReason ?? null);
    await this.writer.insert(clinicId, sessions, places);
    const ofRule = new Set(plan.frame.dates.occurrences.map((one) => one.day));
    const extra = added.filter((one) => !ofRule.has(one.day)).map((one) => one.day);
    if (extra.length > 0) await this.database.rows('update scheduling.session set extra_day = true where series_id = $1 and series_day = any ($2::date[])', [seriesId, extra]);
    const made = plan.dates.filter((one) => one.chosen && one.action !== 'remove').map((one) => one.day);
    await this.database.rows('delete from scheduling.series_gap where series_id = $1 and day = any ($2::date[])', [seriesId, made]);
    const gaps = skippedOf(plan, input).map(({ day, cause }) => ({ day, cause, inTheWay: plan.dates.find((one) => one.day === day)?.conflicts ?? [] }));
    if (gaps.length > 0) await this.database.rows(GAPS, [seriesId, clinicId, JSON.stringify(gaps), this.clock.now()]);
  }

  private note(clinicId: string, plan: SeriesEditPlan, input: EditSeriesInput, outcome: EditedSeriesOutcome): void {
    const { series, edited, frame } = plan;
    const { version: _version, scope, sessionId, days: _days, follow, outsideHoursReason, clientIds, ...changes } = input;
    const counts = { changed: outcome.changed.length, added: outcome.added.length, removed: outcome.removed.length, kept: outcome.kept.length };
    this.audit.record({
      clinicId,
      action: outcome.continuesId === null ? 'scheduling.series-edited' : 'scheduling.series-split',
      subjectType: 'series',
      subjectId: series.id,
      changes: { ...changes, ...(follow ? { follow: follow.length } : {}), scope, ...(scope === 'this' ? { sessionId } : {}), ...(outcome.continuesId === null ? {} : { continuedBy: outcome.seriesId, from: edited.input.startDay }), rule: frame.dates.rule, ...counts },
      reason: outsideHoursReason ?? null,
    });
    if (clientIds === undefined || series.groupId !== null) return;
    for (const clientId of clientIds) if (!series.clientIds.includes(clientId)) this.audit.record({ clinicId, action: 'scheduling.participant-added', subjectType: 'series', subjectId: outcome.seriesId, clientId });
    for (const clientId of series.clientIds) if (!clientIds.includes(clientId)) this.audit.record({ clinicId, action: 'scheduling.participant-removed', subjectType: 'series', subjectId: outcome.seriesId, clientId });
  }
}

function skippedOf({ dates, gaps }: SeriesEditPlan, input: EditSeriesInput): EditedSeriesOutcome['skipped'] {
  const notMade = dates.filter((one) => one.action === 'add' && !one.chosen);
  return [
    ...notMade.map((one) => ({ day: one.day, cause: one.state === 'closed' ? ('closed' as const) : input.days === undefined && gaps.get(one.day) === 'conflict' ? ('conflict' as const) : ('left_out' as const) })),
    ...(input.exclude ?? []).map((day) => ({ day, cause: 'left_out' as const })),
  ];
}

function outcomeOf(plan: SeriesEditPlan, into: { id: string; version: number }, input: EditSeriesInput): EditedSeriesOutcome {
  const daysOf = (action: EditedDate['action']) => plan.dates.filter((one) => one.chosen && one.action === action).map((one) => one.day);
  return {
    seriesId: into.id,
    version: into.version,
    continuesId: into.id === plan.series.id ? null : plan.series.id,
    changed: daysOf('change'),
    added: daysOf('add'),
    removed: daysOf('remove'),
    kept: plan.dates.flatMap(({ day, sessionId, chosen, kept, changedByHand }) => (sessionId !== null && !chosen ? [{ day, sessionId, why: kept ?? (changedByHand ? ('changed_by_hand' as const) : ('left_out' as const)) }] : [])),
    skipped: input.scope === 'this' ? [] : skippedOf(plan, input),
  };
}
