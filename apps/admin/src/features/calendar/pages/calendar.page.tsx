import { Alert, Button, Skeleton, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { usePaletteActions } from '@/lib/palette';
import { useCan, useClinic } from '@/lib/session';
import { ErrorState, Page, ZoneNote } from '@/ui';
import { Agenda } from '../components/agenda';
import { BookDrawer } from '../components/book-drawer';
import { CalendarGrid } from '../components/calendar-grid';
import classes from '../components/calendar-grid.module.css';
import { CalendarToolbar } from '../components/calendar-toolbar';
import { droppedOf } from '../components/dropped';
import { Month } from '../components/month';
import { focusSession } from '../components/session-block';
import { SessionDrawer } from '../components/session-drawer';
import { useCalendar } from '../components/use-calendar';
import type { GridDrop } from '../components/use-grid-drag';
import { useMoves } from '../components/use-moves';
import { useResources } from '../components/use-resources';
import { instantAt } from '../model/axis';
import type { Span } from '../model/axis';
import { wantedAt, wantedNext } from '../model/booking';
import type { Wanted } from '../model/booking';
import type { DrawnLane } from '../model/lanes';
import { wishOf } from '../model/wish';

/** Who is where and when, and every change of it. */
export function CalendarPage() {
  const { timeZone } = useClinic();
  const canEdit = useCan('schedule.write');
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const resources = useResources();
  const state = useCalendar(resources, isPhone);
  const { filters, view, days, shownDay, now, calendar, layout } = state;
  const moves = useMoves();
  const [wanted, setWanted] = useState<Wanted | null>(null);

  // What was just booked has the focus once the calendar read anew shows it, unless the person went on to something else.
  const fresh = useRef<string | null>(null);
  useEffect(() => {
    if (fresh.current !== null && document.activeElement === document.body) focusSession(fresh.current);
    fresh.current = null;
  }, [calendar.dataUpdatedAt]);

  const open = (session: { id: string }) => filters.set({ session: session.id });
  const openDay = (day: string) => filters.set({ view: 'day', day });
  const people = { by: filters.values.by, lanes: filters.values.lanes, clients: calendar.data?.clients ?? [] };
  const book = () => setWanted(wantedNext(shownDay, now, timeZone, people));
  const create = (lane: DrawnLane, span: Span, isDrawn: boolean) =>
    layout && setWanted(wantedAt(instantAt(layout.axis, lane.clock, span.start), { minutes: span.end - span.start, drawn: isDrawn, kind: lane.kind, id: lane.id }, people.clients));
  const drop = (put: GridDrop) => {
    if (!layout) return;
    const values = wishOf(layout.axis, put);
    if (Object.keys(values).length === 0) return;
    const staff = values.staffIds?.map((one) => ({ id: one, name: resources.staff.find((person) => person.id === one)?.name ?? put.session.staff.find((person) => person.id === one)?.name ?? '' }));
    moves.put({ session: put.session, values, laneKey: put.to.key, span: put.span, ...(staff ? { staff } : {}) });
  };

  useHotkey('n', 'Book a session', book, { group: 'Calendar', enabled: canEdit });
  useHotkey('u', 'Undo', moves.undoLast, { group: 'Calendar', enabled: canEdit });
  useHotkey('ArrowDown', 'Go to the sessions, then from one to the next', focusFirst, { group: 'Calendar' });
  useHotkey('m', 'Move the session in focus (arrows, then Enter)', focusFirst, { group: 'Calendar', enabled: canEdit });
  usePaletteActions('Calendar', canEdit ? [{ id: 'book', text: 'Book a session', label: 'Book a session', keys: 'n', run: book }] : []);

  const isEmpty = calendar.data?.sessions.length === 0;
  const note = isEmpty ? <NothingBooked view={view} filtered={filters.values.lanes.length > 0} canEdit={canEdit} onBook={book} isPhone={isPhone} /> : null;

  return (
    <Page
      title="Calendar"
      width="full"
      permission="schedule.read"
      actions={
        canEdit && (
          <Button leftSection={<IconPlus size={16} />} onClick={book}>
            Book a session
          </Button>
        )
      }
    >
      <ZoneNote />
      <CalendarToolbar state={state} isPhone={isPhone} />
      {calendar.data?.truncated && (
        <Alert color="yellow" mb="sm">
          There are more sessions here than a calendar can show. Choose whose to see.
        </Alert>
      )}
      {layout && layout.hidden > 0 && (
        <Text size="sm" c="dimmed" mb="xs" data-print="hide">
          {layout.lanes.length} of {layout.lanes.length + layout.hidden} are shown. Choose whose to see.
        </Text>
      )}
      {calendar.isPending && <Skeleton className={classes.frame} aria-busy="true" aria-label="Loading" />}
      {calendar.isError && !calendar.data && <ErrorState error={calendar.error} retry={() => void calendar.refetch()} />}
      {calendar.data && view === 'month' && <Month days={days} month={shownDay.slice(0, 7)} calendar={calendar.data} zone={timeZone} now={now} onDayOpen={openDay} />}
      {calendar.data && layout && isPhone && (
        <Agenda sessions={calendar.data.sessions} zone={timeZone} now={now} closure={layout.lanes[0]?.closure ?? null} note={note} onOpen={open} />
      )}
      {layout && !isPhone && (
        <CalendarGrid
          label="Calendar"
          axis={layout.axis}
          lanes={layout.lanes}
          shown={layout.shown}
          zone={timeZone}
          now={now}
          canEdit={canEdit}
          note={note}
          onOpen={open}
          onDrop={drop}
          onCreate={create}
          onDayOpen={view === 'week' ? openDay : null}
          dropped={droppedOf(moves, resources, layout.lanes)}
        />
      )}
      {wanted && !resources.isLoading && (
        <BookDrawer
          wanted={wanted}
          resources={resources}
          onClose={() => setWanted(null)}
          onBooked={(booked) => {
            setWanted(null);
            fresh.current = booked.id;
            moves.booked(booked);
          }}
        />
      )}
      {filters.values.session && <SessionDrawer key={filters.values.session} sessionId={filters.values.session} resources={resources} moves={moves} onClose={() => filters.set({ session: null })} />}
    </Page>
  );
}

/** Puts the focus on the session the arrow keys start from. */
function focusFirst(): void {
  document.querySelector<HTMLElement>('[data-key] button[tabindex="0"]')?.focus();
}

const SPAN_WORDS = { day: 'on this day', week: 'this week', month: 'in these weeks' } as const;

function NothingBooked(props: { view: 'day' | 'week' | 'month'; filtered: boolean; canEdit: boolean; isPhone: boolean; onBook: () => void }) {
  return (
    <div className={classes.empty} data-phone={props.isPhone || undefined}>
      <Text fw={600}>Nothing is booked {SPAN_WORDS[props.view]}</Text>
      <Text c="dimmed" size="sm">
        {props.filtered ? 'Nothing of those chosen; others may have sessions.' : props.canEdit ? (props.isPhone ? 'Book the first session.' : 'Click or draw on a free place, or press n.') : 'What is booked appears here.'}
      </Text>
      {props.canEdit && (
        <Button size="compact-sm" mt={6} onClick={props.onBook} data-print="hide">
          Book a session
        </Button>
      )}
    </div>
  );
}
