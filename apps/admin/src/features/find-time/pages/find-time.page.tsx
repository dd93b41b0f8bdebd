import { Card } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { dayOf, formatDay, formatTime, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { id, useUrlFilters } from '@/lib/url-filters';
import { EmptyState, ErrorState, LoadingBlock, Page, ScreenLink, TakenNotice, ZoneNote, toast } from '@/ui';
import { Problem } from '@/lib/api/problem';
import { book, findTimeKeys, findTimes, takeBack } from '../api/find-time';
import type { FoundClient } from '@/ui';
import type { ProposedTime } from '../api/find-time';
import { Proposals } from '../components/proposals';
import { WishFields } from '../components/wish-fields';
import { askedFor, bookingOf, missing } from '../model/wish';
import type { Wish } from '../model/wish';
import classes from './find-time.page.module.css';

/** Whom the screen that linked here was about. */
const FILTERS = { staff: id(), service: id() };

/** Finds a time at which everybody and a room is free, and books it. */
export function FindTimePage() {
  const { clinicId, timeZone } = useClinic();
  const canBook = useCan('schedule.write');
  const queries = useQueryClient();
  const { values } = useUrlFilters(FILTERS);
  const [wish, setWish] = useState<Wish>(() => ({
    serviceId: values.service, staffIds: values.staff ? [values.staff] : [], clientIds: [], where: 'any', roomId: null, minutes: 60, from: today(timeZone), days: 14, part: 'any', weekdays: [],
  }));
  const [clients, setClients] = useState<FoundClient[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const gap = missing(wish);
  const body = askedFor(wish);
  const found = useQuery({ queryKey: findTimeKeys.found(clinicId, body), queryFn: ({ signal }) => findTimes(clinicId, body, signal), enabled: gap === null, placeholderData: keepPreviousData, staleTime: 0 });
  const change = (some: Partial<Wish>) => {
    setRefusal(null);
    setWish((now) => ({ ...now, ...some }));
  };

  const take = async (time: ProposedTime) => {
    setBusy(time.startsAt);
    setRefusal(null);
    try {
      const booked = await book(clinicId, bookingOf(wish, time), newKey());
      toast.done(`Booked for ${formatDay(dayOf(booked.startsAt, timeZone))}, ${formatTime(booked.startsAt, timeZone)}`, {
        undo: async () => {
          await takeBack(clinicId, booked.id, booked.version);
          void queries.invalidateQueries({ queryKey: ['find-time', clinicId, 'found'] });
        },
      });
    } catch (error) {
      // Somebody took it in between: say what is there, and look again.
      if (error instanceof Problem && (error.code === 'time-taken' || error.code === 'needs-reason')) setRefusal(error);
      else toast.failed(error);
    }
    setBusy(null);
    void queries.invalidateQueries({ queryKey: ['find-time', clinicId, 'found'] });
    void queries.invalidateQueries({ queryKey: ['calendar', clinicId] });
  };

  return (
    <Page title="Find a time" description="When everybody is free, with a room, within the hours they keep." permission="schedule.read">
      <ZoneNote />
      <div className={classes.columns}>
        <Card withBorder padding="md">
          <WishFields
            wish={wish}
            clients={clients}
            onChange={change}
            onClients={(next) => {
              setClients(next);
              change({ clientIds: next.map((one) => one.id) });
            }}
          />
        </Card>
        <section aria-label="Free times" aria-busy={found.isFetching}>
          {refusal && <TakenNotice problem={refusal} nameOf={() => undefined} day={wish.from} />}
          {gap !== null ? (
            <EmptyState title="Who is to meet?">{gap}</EmptyState>
          ) : found.isError ? (
            <ErrorState error={found.error} retry={() => void found.refetch()} />
          ) : found.data === undefined ? (
            <LoadingBlock label="Looking for a time" />
          ) : found.data.none ? (
            <EmptyState title="No time is free">
              {found.data.none.sentence} Try more days, another part of the day or fewer people, or <ScreenLink to={{ screen: 'calendar' }}>look at the calendar</ScreenLink>.
            </EmptyState>
          ) : (
            <Proposals items={found.data.items} busy={busy} canBook={canBook} onBook={(time) => void take(time)} />
          )}
        </section>
      </div>
    </Page>
  );
}
