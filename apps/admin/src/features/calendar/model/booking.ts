import { dayOf, instantOf, wallTimeOf } from '@/lib/clinic-time';
import type { FoundClient } from '@/ui';
import type { BookValues, Group, Service } from '../api/calendar';
import type { LaneKind } from './lanes';

/** A booking as its form holds it. */
export interface BookingValues {
  kind: 'individual' | 'group' | 'family';
  groupId: string;
  serviceId: string;
  day: string;
  time: string;
  minutes: number;
  staffIds: string[];
  place: 'room' | 'telehealth';
  roomId: string;
  telehealthUrl: string;
  clientIds: string[];
  note: string;
  outsideHoursReason: string;
}

/** A client as a booking holds them. */
export type ChosenClient = Pick<FoundClient, 'id' | 'givenName' | 'familyName' | 'preferredName'> & { chartNumber?: string };

/** What is known of a booking before anybody typed: the place on the calendar it was begun at. */
export interface Wanted {
  startsAt: string;
  minutes: number | null;
  /** Whether the length was drawn, and stays when the service is chosen. */
  drawn: boolean;
  staffId: string | null;
  roomId: string | null;
  groupId: string | null;
  clients: ChosenClient[];
}

const USUAL_MINUTES = 60;

/** The form a booking begins with. */
export function startOf(wanted: Wanted, zone: string, known: { groups: readonly Group[]; services: readonly Service[] }): BookingValues {
  const group = known.groups.find((one) => one.id === wanted.groupId);
  const individual = known.services.filter((one) => one.kind === 'individual');
  const service = group ? known.services.find((one) => one.id === group.service.id) : individual.length === 1 ? individual[0] : undefined;
  return {
    kind: group ? 'group' : 'individual',
    groupId: group?.id ?? '',
    serviceId: group?.service.id ?? service?.id ?? '',
    day: dayOf(wanted.startsAt, zone),
    time: wallTimeOf(wanted.startsAt, zone),
    minutes: wanted.drawn ? (wanted.minutes ?? USUAL_MINUTES) : (service?.defaultMinutes ?? wanted.minutes ?? USUAL_MINUTES),
    staffIds: group ? group.facilitators.map((one) => one.id) : wanted.staffId ? [wanted.staffId] : [],
    place: group?.telehealth ? 'telehealth' : 'room',
    roomId: wanted.roomId ?? group?.room?.id ?? '',
    telehealthUrl: '',
    clientIds: wanted.clients.map((one) => one.id),
    note: '',
    outsideHoursReason: '',
  };
}

/** When a form has its session begin. A time given to the instant stays so while day and time are those it shows. */
export function instantWanted(values: { day: string; time: string }, exact: string | null, zone: string): string {
  if (exact !== null && dayOf(exact, zone) === values.day && wallTimeOf(exact, zone) === values.time) return exact;
  return instantOf(values.day, values.time, zone);
}

/** So many minutes later. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

/** What the form asks of the server. Of a standing group come those who belong to it. */
export function bodyOf(values: BookingValues, startsAt: string): BookValues {
  const inRoom = values.place === 'room';
  return {
    ...(values.groupId ? { groupId: values.groupId } : { clientIds: values.clientIds }),
    serviceId: values.serviceId,
    startsAt,
    endsAt: minutesAfter(startsAt, values.minutes),
    staffIds: values.staffIds,
    telehealth: !inRoom,
    roomId: inRoom && values.roomId ? values.roomId : null,
    ...(!inRoom && values.telehealthUrl ? { telehealthUrl: values.telehealthUrl } : {}),
    ...(values.note ? { note: values.note } : {}),
    ...(values.outsideHoursReason ? { outsideHoursReason: values.outsideHoursReason } : {}),
  };
}

type People = { by: LaneKind; lanes: readonly string[]; clients: Wanted['clients'] };

/** What is wanted where somebody clicked or drew: the lane says whose it is. */
export function wantedAt(startsAt: string, at: { minutes: number; drawn: boolean; kind: LaneKind | null; id: string | null }, clients: Wanted['clients']): Wanted {
  const of = (kind: LaneKind) => (at.kind === kind ? at.id : null);
  return {
    startsAt,
    minutes: at.minutes,
    drawn: at.drawn,
    staffId: of('staff'),
    roomId: of('room'),
    groupId: of('group'),
    clients: clients.filter((one) => one.id === of('client')),
  };
}

/** What is wanted where nobody said when: the next half hour of today, else nine in the morning, of the one lane chosen. */
export function wantedNext(day: string, now: Date, zone: string, people: People): Wanted {
  const next = new Date(Math.ceil(now.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS);
  const startsAt = dayOf(next, zone) === day ? next.toISOString() : instantOf(day, '09:00', zone);
  const [only, another] = people.lanes;
  const lane = only !== undefined && another === undefined ? { kind: people.by, id: only } : { kind: null, id: null };
  return wantedAt(startsAt, { minutes: USUAL_MINUTES, drawn: false, ...lane }, people.clients);
}

const HALF_HOUR_MS = 30 * 60_000;
