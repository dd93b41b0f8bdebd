import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { formatDay, today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { day, flag, id, ids, oneOf, useUrlFilters } from '@/lib/url-filters';
import { sayName } from '@/ui';
import { calendarKeys, readCalendar } from '../api/calendar';
import type { Calendar, CalendarRange } from '../api/calendar';
import { daysShown, hoursShown } from '../model/grid';
import { LANE_KINDS, MOST_UNASKED, daysWorthShowing, drawn, usualLanes } from '../model/lanes';
import type { Lane, LaneKind } from '../model/lanes';
import type { Resources } from './use-resources';

/** Most lanes that can be chosen at once. */
export const MOST_CHOSEN = 12;
const FILTERS = { view: oneOf(['week', 'day', 'month'], 'week'), day: day(), by: oneOf(LANE_KINDS, 'staff'), lanes: ids(MOST_CHOSEN), cancelled: flag(), session: id() };
const LANE_QUERY = { staff: 'staffIds', room: 'roomIds', group: 'groupIds', client: 'clientIds' } as const;

/** Who leads no sessions, and is no lane unless chosen. */
const AT_THE_DESK = new Set<string>(['front_desk', 'billing']);

/** How often the calendar looks whether somebody else changed it, in milliseconds. */
const REFRESH_MS = 20_000;

/** What the calendar shows: chosen in the address, read from the server, and laid out into lanes. */
export function useCalendar(resources: Resources, isPhone: boolean) {
  const { clinicId, timeZone } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const now = useNow();
  const { by, lanes: chosen, cancelled } = filters.values;
  const shownDay = filters.values.day ?? today(timeZone);
  const view = isPhone && filters.values.view === 'week' ? 'day' : filters.values.view;
  const days = useMemo(() => daysShown(view, shownDay), [view, shownDay]);
  const range: CalendarRange = {
    from: days[0] as string,
    to: days.at(-1) as string,
    ...(chosen.length > 0 ? { [LANE_QUERY[by]]: chosen } : {}),
    ...(cancelled ? { cancelled: true } : {}),
  };
  const calendar = useQuery({
    queryKey: calendarKeys.range(clinicId, range),
    queryFn: ({ signal }) => readCalendar(clinicId, range, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const names = useMemo(() => namesIn(by, calendar.data, resources), [by, calendar.data, resources]);
  const layout = useMemo(() => {
    if (!calendar.data || view === 'month') return null;
    const { lanes, hidden } = view === 'day' && !isPhone ? lanesOf(by, shownDay, chosen, calendar.data, resources, names) : { lanes: daysLanes(days, by, chosen, calendar.data, timeZone), hidden: 0 };
    const { axis, lanes: withBlocks } = drawn(lanes, calendar.data, timeZone);
    const open = calendar.data.openingHours.filter((one) => one.roomId === null);
    return { axis, lanes: withBlocks, hidden, shown: hoursShown(axis, withBlocks.flatMap((lane) => lane.blocks), open) };
  }, [calendar.data, view, by, chosen, shownDay, days, resources, names, timeZone, isPhone]);

  return { filters, view, days, shownDay, now, calendar, names, layout };
}

export type CalendarState = ReturnType<typeof useCalendar>;

/** The columns of a week: its days, of everything or of the one lane chosen. */
function daysLanes(days: readonly string[], by: LaneKind, chosen: readonly string[], calendar: Calendar, zone: string): Lane[] {
  const only = chosen.length === 1 ? (chosen[0] as string) : null;
  return daysWorthShowing(days, calendar, zone).map((one) => ({ key: one, day: one, kind: only ? by : null, id: only, label: formatDay(one) }));
}

/** The columns of a day: the lanes chosen, else those worth showing, as many as fit. */
function lanesOf(by: LaneKind, shownDay: string, chosen: readonly string[], calendar: Calendar, resources: Resources, names: ReadonlyMap<string, string>): { lanes: Lane[]; hidden: number } {
  const known = by === 'staff' ? resources.staff.filter((one) => !AT_THE_DESK.has(one.discipline)) : by === 'room' ? resources.rooms : [];
  const wanted = chosen.length > 0 ? chosen.map((one) => ({ id: one, name: names.get(one) ?? '…' })) : usualLanes(by, shownDay, calendar, known);
  const fitting = chosen.length > 0 ? wanted : wanted.slice(0, MOST_UNASKED).sort((a, b) => Number(a.id === null) - Number(b.id === null) || a.name.localeCompare(b.name));
  if (fitting.length === 0) return { lanes: [{ key: shownDay, day: shownDay, kind: null, id: null, label: formatDay(shownDay) }], hidden: 0 };
  return { lanes: fitting.map((one) => ({ key: `${by} ${one.id ?? ''}`, day: shownDay, kind: by, id: one.id, label: one.name })), hidden: wanted.length - fitting.length };
}

/** The names of whoever lanes may belong to, as far as anything read so far says them. */
function namesIn(by: LaneKind, calendar: Calendar | undefined, resources: Resources): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const session of calendar?.sessions ?? []) {
    if (by === 'staff') for (const one of session.staff) names.set(one.id, one.name);
    if (by === 'room' && session.roomId && session.roomName) names.set(session.roomId, session.roomName);
    if (by === 'group' && session.groupId && session.groupName) names.set(session.groupId, session.groupName);
  }
  if (by === 'client') for (const one of calendar?.clients ?? []) names.set(one.id, sayName(one));
  const list = { staff: resources.staff, room: resources.rooms, group: resources.groups, client: [] }[by];
  for (const one of list) names.set(one.id, one.name);
  return names;
}

/** The present, looked at anew twice a minute. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
