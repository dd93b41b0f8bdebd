import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, newId, type ClinicDay } from '#platform';
import { SessionWriter } from '../booking/session-writer.service.js';
import { TimeTakenError, wrongInput } from '../scheduling.errors.js';
import type { PlannedOccurrence } from './plan-series.js';
import { PlanSeries, type SeriesInput, type SeriesPlan } from './series-plan.service.js';
import { sessionsOf } from './series-sessions.js';
import { seriesApart, seriesNeedsReason, seriesTaken } from './series.errors.js';

/** A series to save. */
export interface CreateSeriesInput extends SeriesInput {
  /** The dates to make; left out: every date the clinic is open. */
  days?: readonly ClinicDay[];
  /** Why dates may stand outside hours, availability or scope. */
  outsideHoursReason?: string | null;
}

/** What was made. */
export interface CreatedSeries {
  id: string;
  sessions: { id: string; day: ClinicDay; startsAt: Date; endsAt: Date }[];
  /** Days of the rule without a session. */
  skipped: { day: ClinicDay; cause: 'closed' | 'left_out' }[];
}

const INSERT = /* sql */ `
  with s as (
    insert into scheduling.series (id, clinic_id, group_id, rule, start_day, start_time, duration_minutes, time_zone, kind, title, service_id, program_id,
      room_id, telehealth, telehealth_url, capacity, breaks, outside_hours_reason, generated_until)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::jsonb, $18, $19) returning id
  ), t as (
    insert into scheduling.series_staff (series_id, staff_id, clinic_id, position)
    select s.id, t.staff, $2, t.n from s cross join unnest($20::uuid[]) with ordinality as t(staff, n)
  ), c as (
    insert into scheduling.series_client (series_id, client_id, clinic_id) select s.id, c.client, $2 from s cross join unnest($21::uuid[]) as c(client)
  )
  insert into scheduling.series_gap (series_id, day, clinic_id, cause, settled_at)
  select s.id, g.day, $2, g.cause, $24 from s cross join unnest($22::date[], $23::text[]) as g(day, cause)`;

/** Saves a series and its sessions: every chosen date or none. Three a week for ten people over 16 weeks is a handful of statements. */
@Injectable()
export class CreateSeries {
  constructor(
    private readonly database: Database,
    private readonly plan: PlanSeries,
    private readonly writer: SessionWriter,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `series-conflicts` with each date and what is in its way, `kept-apart`; 422 `needs-reason`; 400; 404. */
  async run(clinicId: string, input: CreateSeriesInput): Promise<CreatedSeries> {
    try {
      return await this.database.transaction(() => this.save(clinicId, input));
    } catch (thrown) {
      // Somebody booked between the look and the save, past every queue: look again and name it.
      if (!(thrown instanceof TimeTakenError) || this.database.inTransaction) throw thrown;
      const taken = chosenOf(await this.plan.run(clinicId, input, { lock: false }), input.days).filter((one) => one.state === 'conflict');
      throw taken.length > 0 ? seriesTaken(taken) : thrown;
    }
  }

  private async save(clinicId: string, input: CreateSeriesInput): Promise<CreatedSeries> {
    const plan = await this.plan.run(clinicId, input, { lock: true });
    const chosen = chosenOf(plan, input.days);
    if (chosen.length === 0) throw wrongInput('/rule', 'gives no session');
    const taken = chosen.filter((one) => one.conflicts.length > 0);
    if (taken.length > 0) throw seriesTaken(taken);
    const apart = chosen.filter((one) => one.state === 'apart');
    if (apart.length > 0) throw seriesApart(apart);
    const outside = chosen.filter((one) => one.outside.length > 0);
    if (outside.length > 0 && !input.outsideHoursReason) throw seriesNeedsReason(outside);
    const id = newId();
    const made = new Set(chosen.map((one) => one.day));
    const skipped = plan.occurrences.filter((one) => !made.has(one.day)).map((one) => ({ day: one.day, cause: one.state === 'closed' ? ('closed' as const) : ('left_out' as const) }));
    const { sessions, places } = sessionsOf(plan, id, chosen, input.outsideHoursReason ?? null);
    await this.insert(clinicId, id, input, plan, skipped);
    await this.writer.insert(clinicId, sessions, places);
    this.note(clinicId, id, plan, sessions.length, input.outsideHoursReason ?? null);
    return { id, sessions: sessions.map((one) => ({ id: one.id, day: one.clinicDay, startsAt: one.startsAt, endsAt: one.endsAt })), skipped };
  }

  private async insert(clinicId: string, id: string, input: CreateSeriesInput, { template, facts, dates, zone }: SeriesPlan, skipped: CreatedSeries['skipped']): Promise<void> {
    const ownPeople = template.groupId === null;
    await this.database.rows(INSERT, [
      id,
      clinicId,
      template.groupId,
      dates.rule,
      input.startDay,
      input.startTime,
      template.durationMinutes,
      zone,
      facts.service?.kind,
      template.title,
      template.serviceId,
      template.programId,
      template.roomId,
      template.telehealth,
      template.telehealthUrl,
      template.capacity,
      JSON.stringify(template.breaks),
      input.outsideHoursReason ?? null,
      dates.endless ? dates.until : null,
      ownPeople ? template.staffIds : [],
      ownPeople ? template.people.map((person) => person.clientId) : [],
      skipped.map((one) => one.day),
      skipped.map((one) => one.cause),
      this.clock.now(),
    ]);
  }

  private note(clinicId: string, id: string, { template, dates }: SeriesPlan, sessions: number, reason: string | null): void {
    this.audit.record({
      clinicId,
      action: 'scheduling.series-created',
      subjectType: 'series',
      subjectId: id,
      changes: { rule: dates.rule, sessions, groupId: template.groupId, staffIds: template.staffIds, roomId: template.roomId },
      reason,
    });
    if (template.groupId !== null) return;
    for (const person of template.people) {
      this.audit.record({ clinicId, action: 'scheduling.participant-added', subjectType: 'series', subjectId: id, clientId: person.clientId, changes: { sessions } });
    }
  }
}

/**
 * The dates to make.
 * @throws DomainError 400 for a day the rule does not give.
 */
function chosenOf(plan: SeriesPlan, days: readonly ClinicDay[] | undefined): PlannedOccurrence[] {
  if (!days) return plan.occurrences.filter((one) => one.state !== 'closed');
  const byDay = new Map(plan.occurrences.map((one) => [one.day, one]));
  return [...new Set(days)].map((day) => {
    const one = byDay.get(day);
    if (!one) throw wrongInput('/days', `holds ${day}, which the rule does not give`);
    return one;
  });
}
