import { Injectable } from '@nestjs/common';
import { Database, newId, type ClinicDay } from '#platform';
import { episodeOn } from '../booking/new-session.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { groupFull } from '../scheduling.errors.js';
import type { EditedDate, SeriesEditPlan } from './plan-series-edit.service.js';
import type { SeriesSession } from './series-state.query.js';
import { stands, type Target } from './series-target.js';

type ChangedDate = EditedDate & { session: SeriesSession; target: Target };

// Whatever moves is lifted off the calendar first and put down where it goes after, so that no occurrence is in the way of
// another that moves with it.
const LIFT = `update scheduling.session set status = 'cancelled', cancel_reason = 'moving' where clinic_id = $1 and id = any ($2::uuid[])`;

const REMOVE = /* sql */ `
  update scheduling.session set status = 'cancelled', cancel_reason = $3, series_id = null, series_day = null, changed_by_hand = false, extra_day = false, version = version + 1
  where clinic_id = $1 and id = any ($2::uuid[])`;

const LEAVE = /* sql */ `
  update scheduling.participation p set status = 'cancelled', reason = 'left the series', version = p.version + 1
  from json_to_recordset($2::json) as x("sessionId" uuid, "clientId" uuid)
  where p.clinic_id = $1 and p.session_id = x."sessionId" and p.client_id = x."clientId" and p.status = 'booked'`;

const RESTAFF = 'delete from scheduling.session_staff where clinic_id = $1 and session_id = any ($2::uuid[])';

const STAFF = /* sql */ `
  insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live)
  select s.id, t.staff, s.clinic_id, t.n, s.starts_at, s.ends_at, s.live
  from json_to_recordset($2::json) as x(id uuid, "staffIds" uuid[])
  join scheduling.session s on s.id = x.id and s.clinic_id = $1
  cross join lateral unnest(x."staffIds") with ordinality as t(staff, n)`;

const PUT = /* sql */ `
  update scheduling.session s set starts_at = x."startsAt", ends_at = x."endsAt", clinic_day = x.day, series_day = x."seriesDay", room_id = x."roomId",
    room_shareable = x."roomShareable", title = x.title, telehealth = x.telehealth, telehealth_url = x."telehealthUrl", capacity = x.capacity, breaks = x.breaks,
    outside_hours_reason = x."outsideHoursReason", status = 'scheduled', cancel_reason = null, changed_by_hand = x."changedByHand", extra_day = x."extraDay", version = s.version + 1
  from json_to_recordset($2::json) as x(id uuid, "startsAt" timestamptz, "endsAt" timestamptz, day date, "seriesDay" date, "roomId" uuid, "roomShareable" boolean, title text,
    telehealth boolean, "telehealthUrl" text, capacity int, breaks jsonb, "outsideHoursReason" text, "changedByHand" boolean, "extraDay" boolean)
  where s.id = x.id and s.clinic_id = $1`;

const JOIN = /* sql */ `
  insert into scheduling.participation as p (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
  select x.id, $1, s.id, x."clientId", x."episodeId", s.starts_at, s.ends_at, s.live
  from json_to_recordset($2::json) as x(id uuid, "sessionId" uuid, "clientId" uuid, "episodeId" uuid)
  join scheduling.session s on s.id = x."sessionId" and s.clinic_id = $1
  on conflict on constraint participation_once do update
    set status = 'booked', episode_id = excluded.episode_id, walk_in = false, is_make_up = false, reason = null, version = p.version + 1 where p.status = 'cancelled'`;

/** Writes what becomes of the occurrences that are there, and tells whoever listens. A handful of statements however many there are. */
@Injectable()
export class WriteDates {
  constructor(
    private readonly database: Database,
    private readonly writer: SessionWriter,
  ) {}

  /**
   * Changes and removes the chosen dates. In a transaction only.
   * @param reason why times may stand outside hours. @throws DomainError 409 `group-full`.
   */
  async run(clinicId: string, plan: SeriesEditPlan, options: { byHand: boolean; reason: string | null }): Promise<void> {
    const changed = plan.dates.filter((one): one is ChangedDate => one.chosen && one.action === 'change');
    const removed = plan.dates.flatMap((one) => (one.chosen && one.action === 'remove' && one.sessionId ? [one] : []));
    if (changed.length + removed.length === 0) return;
    refuseTooMany(changed);
    const differs = changed.map((date) => ({ date, ...stands(date.session, date.target) }));
    const idsOf = (some: readonly { date: ChangedDate }[]) => some.map(({ date }) => date.session.id);
    await this.database.rows(LIFT, [clinicId, [...idsOf(differs.filter((one) => one.elsewhere)), ...removed.map((one) => one.sessionId)]]);
    await this.database.rows(REMOVE, [clinicId, removed.map((one) => one.sessionId), 'No longer a date of its series']);
    const leaving = differs.flatMap(({ date, leaving }) => leaving.map((clientId) => ({ sessionId: date.session.id, clientId })));
    if (leaving.length > 0) await this.database.rows(LEAVE, [clinicId, JSON.stringify(leaving)]);
    const restaffed = differs.filter((one) => one.staff);
    if (restaffed.length > 0) {
      await this.database.rows(RESTAFF, [clinicId, idsOf(restaffed)]);
      await this.database.rows(STAFF, [clinicId, JSON.stringify(restaffed.map(({ date }) => ({ id: date.session.id, staffIds: date.target.staffIds })))]);
    }
    await this.database.rows(PUT, [clinicId, JSON.stringify(changed.map((date) => put(date, plan, options)))]);
    const joining = differs.flatMap(({ date, joining }) => joining.map((clientId) => ({ id: newId(), sessionId: date.session.id, clientId, episodeId: episodeOf(clientId, date, plan) })));
    if (joining.length > 0) await this.database.rows(JOIN, [clinicId, JSON.stringify(joining)]);
    await this.tell(clinicId, [...changed, ...removed]);
  }

  /** Every place of the sessions, on the day it stands on and the one it stood on. */
  async tell(clinicId: string, dates: readonly Pick<EditedDate, 'session' | 'target'>[]): Promise<void> {
    const byId = new Map(dates.flatMap((one) => (one.session ? [[one.session.id, one] as const] : [])));
    const ids = [...byId.keys()];
    const places = await this.database.rows<{ id: string; sessionId: string; episodeId: string | null }>(
      'select id, session_id as "sessionId", episode_id as "episodeId" from scheduling.participation where clinic_id = $1 and session_id = any ($2::uuid[]) order by session_id, id',
      [clinicId, ids],
    );
    await this.writer.tell(
      clinicId,
      ids,
      places.flatMap(({ id, sessionId, episodeId }) => {
        const { session, target } = byId.get(sessionId) as Pick<EditedDate, 'session' | 'target'>;
        const days = new Set([session?.clinicDay, target?.day].filter((day): day is ClinicDay => day !== undefined));
        return [...days].map((day) => ({ participationId: id, episodeId, day }));
      }),
    );
  }
}

/** @throws DomainError 409 where more come than there are to be seats. */
function refuseTooMany(changed: readonly ChangedDate[]): void {
  const full = changed.filter(({ session, target }) => target.clientIds.length > target.capacity && (target.capacity < session.capacity || target.clientIds.length > session.clientIds.length));
  if (full.length > 0) throw groupFull(full.map(({ day, session, target }) => ({ day, sessionId: session.id, capacity: target.capacity, seatsTaken: target.clientIds.length })));
}

function put(date: ChangedDate, plan: SeriesEditPlan, { byHand, reason }: { byHand: boolean; reason: string | null }): object {
  const { session, target, outside } = date;
  const judged = stands(session, target).elsewhere;
  const ofRule = plan.frame.dates.occurrences.some((one) => one.day === date.day);
  return {
    ...target,
    id: session.id,
    seriesDay: byHand ? session.seriesDay : date.day,
    outsideHoursReason: judged ? (outside.length > 0 ? reason : null) : session.outsideHoursReason,
    changedByHand: byHand,
    extraDay: byHand ? session.extraDay : !ofRule && (session.extraDay || date.day !== session.seriesDay),
  };
}

function episodeOf(clientId: string, { target }: ChangedDate, { frame }: SeriesEditPlan): string | null {
  const member = frame.template.people.find((one) => one.clientId === clientId && one.episodeId !== undefined);
  const client = frame.facts.clients.find((one) => one.clientId === clientId);
  return member?.episodeId ?? (client ? (episodeOn(client, target.day, frame.template.programId)?.id ?? null) : null);
}
