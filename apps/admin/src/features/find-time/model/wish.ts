import { addDays } from '@/lib/clinic-time';
import type { FindTimeBody, ProposedTime } from '../api/find-time';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type WeekdayCode = (typeof WEEKDAYS)[number];
export const WEEKDAY_WORDS: Record<WeekdayCode, string> = { MO: 'Mon', TU: 'Tue', WE: 'Wed', TH: 'Thu', FR: 'Fri', SA: 'Sat', SU: 'Sun' };

/** For whom, how long and when a time is looked for. */
export interface Wish {
  serviceId: string | null;
  staffIds: string[];
  clientIds: string[];
  where: 'any' | 'room' | 'none';
  roomId: string | null;
  minutes: number | string;
  from: string;
  /** Days on from the first. */
  days: number;
  part: DayPart;
  weekdays: WeekdayCode[];
}

export const DAY_PARTS = ['any', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];
const HOURS: Record<DayPart, { earliest?: string; latest?: string }> = {
  any: {},
  morning: { latest: '12:00' },
  afternoon: { earliest: '12:00', latest: '17:00' },
  evening: { earliest: '17:00' },
};

/** What is still missing before a time can be looked for; null when nothing is. */
export function missing(wish: Wish): string | null {
  if (wish.serviceId === null) return 'Choose what it is for.';
  if (wish.staffIds.length === 0) return 'Choose who leads it.';
  if (wish.where === 'room' && wish.roomId === null) return 'Choose the room.';
  if (wish.minutes === '' || Number(wish.minutes) < 15) return 'Say how long it takes.';
  return null;
}

/** The question as the server takes it. */
export function askedFor(wish: Wish): FindTimeBody {
  return {
    serviceId: wish.serviceId ?? '',
    staffIds: wish.staffIds,
    clientIds: wish.clientIds,
    where: wish.where,
    ...(wish.where === 'room' && wish.roomId ? { roomId: wish.roomId } : {}),
    minutes: Number(wish.minutes),
    from: wish.from,
    to: addDays(wish.from, wish.days - 1),
    ...HOURS[wish.part],
    ...(wish.weekdays.length > 0 && wish.weekdays.length < 7 ? { weekdays: wish.weekdays } : {}),
  };
}

/** The proposal as it is booked. */
export function bookingOf(wish: Wish, time: ProposedTime) {
  return {
    serviceId: wish.serviceId ?? '',
    staffIds: wish.staffIds,
    clientIds: wish.clientIds,
    startsAt: time.startsAt,
    endsAt: time.endsAt,
    roomId: time.room?.id ?? null,
    ...(wish.where === 'none' ? { telehealth: true } : {}),
  };
}
