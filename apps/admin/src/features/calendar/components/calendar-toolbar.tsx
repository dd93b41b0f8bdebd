import { ActionIcon, Button, Group, SegmentedControl, Select, Switch, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react';
import { formatDayLong, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useClinic } from '@/lib/session';
import { stepped } from '../model/grid';
import type { LaneKind } from '../model/lanes';
import { sayMonth, sayWeek } from '../model/say';
import classes from './calendar-toolbar.module.css';
import { LanePicker } from './lane-picker';
import { MOST_CHOSEN } from './use-calendar';
import type { CalendarState } from './use-calendar';

const VIEWS = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
];
const BY = [
  { value: 'staff', label: 'By clinician' },
  { value: 'room', label: 'By room' },
  { value: 'group', label: 'By group' },
  { value: 'client', label: 'By client' },
];

/** When, whose, and how the calendar is looked at. All of it is kept in the address. */
export function CalendarToolbar(props: { state: CalendarState; isPhone: boolean }) {
  const { filters, view, shownDay, days, names, calendar } = props.state;
  const { timeZone } = useClinic();
  const now = today(timeZone);
  const show = (next: string) => filters.set({ day: next === now ? null : next });
  const setView = (next: string) => filters.set({ view: next as typeof filters.values.view });
  const isNow = days.includes(now) && (view !== 'month' || shownDay.slice(0, 7) === now.slice(0, 7));
  useHotkey('[', `${NOUN[view]} before`, () => show(stepped(view, shownDay, -1)), HOTKEYS);
  useHotkey(']', `${NOUN[view]} after`, () => show(stepped(view, shownDay, 1)), HOTKEYS);
  useHotkey('t', 'Today', () => show(now), HOTKEYS);
  useHotkey('d', 'Day', () => setView('day'), HOTKEYS);
  useHotkey('w', 'Week', () => setView('week'), { ...HOTKEYS, enabled: !props.isPhone });
  useHotkey('y', 'Month', () => setView('month'), HOTKEYS);
  return (
    <div className={classes.bar}>
      <Group gap={4} wrap="nowrap" data-print="hide">
        <ActionIcon variant="default" size={36} aria-label={`${NOUN[view]} before`} onClick={() => show(stepped(view, shownDay, -1))}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Button variant="default" disabled={isNow && (view !== 'day' || shownDay === now)} onClick={() => show(now)}>
          Today
        </Button>
        <ActionIcon variant="default" size={36} aria-label={`${NOUN[view]} after`} onClick={() => show(stepped(view, shownDay, 1))}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </Group>
      <Text component="h2" className={classes.range} aria-live="polite">
        {view === 'day' ? formatDayLong(shownDay) : view === 'week' ? sayWeek(days) : sayMonth(shownDay)}
      </Text>
      <Group gap="xs" className={classes.right} data-print="hide">
        <Select
          aria-label="By whom"
          w={140}
          allowDeselect={false}
          data={BY}
          value={filters.values.by}
          onChange={(by) => by && filters.set({ by: by as LaneKind, lanes: [] })}
        />
        <LanePicker kind={filters.values.by} chosen={filters.values.lanes} most={MOST_CHOSEN} names={names} clients={calendar.data?.clients ?? []} onChange={(lanes) => filters.set({ lanes })} />
        <Switch label="Cancelled too" checked={filters.values.cancelled} onChange={(event) => filters.set({ cancelled: event.currentTarget.checked })} />
        {!props.isPhone && (
          <ActionIcon variant="default" size={36} aria-label="Print" title="Print" onClick={() => window.print()}>
            <IconPrinter size={18} />
          </ActionIcon>
        )}
        <SegmentedControl aria-label="View" data={props.isPhone ? VIEWS.filter((one) => one.value !== 'week') : VIEWS} value={view} onChange={setView} />
      </Group>
    </div>
  );
}

const NOUN = { day: 'Day', week: 'Week', month: 'Month' } as const;
const HOTKEYS = { group: 'Calendar' } as const;
