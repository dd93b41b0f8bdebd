import { minutesBetween, wallTimeOf, type ClinicDay, type TimeZone } from '#platform';
import { breaksOf, pausesOf } from '../booking/new-session.js';
import type { SessionBreak } from '../sessions/session.entity.js';
import { timesOn, type EditedSeries, type EditSeriesInput } from './edit-series-input.js';
import { comersOn, type SeriesFrame } from './series-plan.service.js';
import type { SeriesSession, StoredSeries } from './series-state.query.js';

/** Where an occurrence will stand, and with whom. */
export interface Target {
  day: ClinicDay;
  startsAt: Date;
  endsAt: Date;
  roomId: string | null;
  roomShareable: boolean | null;
  staffIds: readonly string[];
  clientIds: readonly string[];
  title: string;
  telehealth: boolean;
  telehealthUrl: string | null;
  capacity: number;
  breaks: SessionBreak[];
}

/** What a target is made of. */
export interface TargetWork {
  zone: TimeZone;
  series: StoredSeries;
  edited: EditedSeries;
  input: EditSeriesInput;
  frame: SeriesFrame;
}

/** Where an occurrence will stand: what the change names, else what it is; one that is overwritten or new, all of the series. */
export function targetOf(day: ClinicDay, session: SeriesSession | null, { series, edited, input, frame, zone }: TargetWork): Target {
  const { template } = frame;
  if (!session) {
    const times = timesOn(day, edited.input, zone);
    return { ...template, ...times, day, roomShareable: template.roomId === null ? null : (frame.facts.room?.shareable ?? false), clientIds: comersOn(template, day).map((one) => one.clientId), breaks: breaksOf(template.breaks, times.startsAt, times.endsAt) };
  }
  const whole = input.scope !== 'this' && session.changedByHand;
  const own = input.scope === 'this' ? { startTime: input.startTime ?? wallTimeOf(session.startsAt, zone), durationMinutes: input.durationMinutes ?? minutesBetween(session.startsAt, session.endsAt) } : edited.input;
  const moves = whole || day !== session.seriesDay || input.toDay !== undefined || input.startTime !== undefined || input.durationMinutes !== undefined || input.rule !== undefined;
  const times = moves ? timesOn(day, own, zone) : { startsAt: session.startsAt, endsAt: session.endsAt };
  const roomId = whole || input.roomId !== undefined ? (input.scope === 'this' ? (input.roomId ?? null) : template.roomId) : session.roomId;
  const words = whole ? template : { title: input.title ?? session.title, telehealth: input.telehealth ?? session.telehealth, telehealthUrl: input.telehealthUrl === undefined ? session.telehealthUrl : input.telehealthUrl, capacity: input.capacity ?? session.capacity };
  return {
    day: moves ? day : session.clinicDay,
    ...times,
    roomId,
    roomShareable: roomId === session.roomId ? session.roomShareable : null,
    staffIds: whole ? template.staffIds : (input.staffIds ?? session.staffIds),
    clientIds: clientsOn(day, session, series, frame, input),
    title: words.title,
    telehealth: words.telehealth,
    telehealthUrl: words.telehealthUrl,
    capacity: words.capacity,
    breaks: breaksOf(input.breaks ?? (whole ? template.breaks : pausesOf(session.breaks, session.startsAt)), times.startsAt, times.endsAt),
  };
}

/** Who comes: whoever holds a place now, less those who leave the series or are not of the group that day, and those who join. */
function clientsOn(day: ClinicDay, session: SeriesSession, series: StoredSeries, { template }: SeriesFrame, input: EditSeriesInput): string[] {
  if (input.scope === 'this') return session.clientIds;
  const before = series.groupId === null ? series.clientIds : comersOn(template, session.seriesDay).map((one) => one.clientId);
  const after = comersOn(template, day).map((one) => one.clientId);
  const stay = session.clientIds.filter((id) => after.includes(id) || !before.includes(id));
  return [...stay, ...after.filter((id) => !before.includes(id) && !stay.includes(id))];
}

/** In what an occurrence will differ from what it is. */
export function stands(session: SeriesSession, target: Target): { moves: boolean; room: boolean; staff: boolean; elsewhere: boolean; joining: string[]; leaving: string[] } {
  const moves = session.startsAt.getTime() !== target.startsAt.getTime() || session.endsAt.getTime() !== target.endsAt.getTime();
  const room = session.roomId !== target.roomId;
  const staff = session.staffIds.join() !== target.staffIds.join();
  return {
    moves,
    room,
    staff,
    elsewhere: moves || room || staff,
    joining: target.clientIds.filter((id) => !session.clientIds.includes(id)),
    leaving: session.clientIds.filter((id) => !target.clientIds.includes(id)),
  };
}

/** Whose time is newly taken up. */
export function needs(session: SeriesSession | null, target: Target): { staffIds: readonly string[]; roomId: string | null; clientIds: readonly string[] } {
  if (!session) return target;
  const { moves, room, staff, joining } = stands(session, target);
  return { staffIds: moves || staff ? target.staffIds : [], roomId: moves || room ? target.roomId : null, clientIds: moves ? target.clientIds : joining };
}

/** Whether nothing about it changes. */
export function sameAs(session: SeriesSession, target: Target): boolean {
  const { elsewhere, joining, leaving } = stands(session, target);
  const words = (one: SeriesSession | Target) => JSON.stringify([one.title, one.telehealth, one.telehealthUrl, one.capacity, one.breaks.map((pause) => [pause.startsAt, pause.endsAt])]);
  return !elsewhere && joining.length + leaving.length === 0 && words(session) === words(target);
}
