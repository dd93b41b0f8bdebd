import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '@/lib/api/problem';
import { newKey } from '@/lib/api/http';
import { useClinic } from '@/lib/session';
import { calendarKeys, editSeries, previewSeriesEdit, readSeries, rejoinSeries } from '../api/calendar';
import type { SeriesEdit, SeriesEdited } from '../api/calendar';
import { asksAnything, editBack, editOfSeries } from '../model/series';
import type { SeriesScope, SeriesWish } from '../model/series';
import { AS_OFFERED, chosenOf } from '../model/series-dates';

/** What a change of a series did, and how it is taken back; null where it cannot be. */
export interface SeriesDone {
  count: number;
  undo: (() => Promise<unknown>) | null;
}

/**
 * A change of a session that may be one of its whole series: which of them, what becomes of each date, and the save.
 * Nothing is asked of the server while it is about one session.
 */
export function useSeriesEdit(session: { id: string; seriesId: string | null }, wish: SeriesWish) {
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const seriesId = session.seriesId ?? '';
  const [scope, setScope] = useState<SeriesScope>('this');
  const [choice, setChoice] = useState(AS_OFFERED);
  const [overwrite, setOverwrite] = useState(false);
  const isWhole = session.seriesId !== null && scope !== 'this';
  const series = useQuery({ queryKey: calendarKeys.series(clinicId, seriesId), queryFn: () => readSeries(clinicId, seriesId), enabled: isWhole });
  const asked = isWhole && series.data && asksAnything(wish) ? editOfSeries(series.data, session.id, wish, scope) : null;
  const impossible = asked !== null && 'why' in asked ? asked.why : null;
  const body: SeriesEdit | null = asked === null || 'why' in asked ? null : { ...asked, ...(overwrite ? { exceptions: 'overwrite' as const } : {}) };
  const [settled] = useDebouncedValue(body, 300);
  const preview = useQuery({
    queryKey: calendarKeys.seriesPreview(clinicId, seriesId, settled),
    queryFn: ({ signal }) => previewSeriesEdit(clinicId, seriesId, settled as SeriesEdit, signal),
    enabled: settled !== null && isWhole,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const isSettled = body !== null && JSON.stringify(body) === JSON.stringify(settled) && preview.data !== undefined && !preview.isFetching && !preview.isError;
  const dates = body === null ? [] : (preview.data?.dates ?? []);
  const chosen = chosenOf(dates, choice);

  const save = async (reason: string, idempotencyKey: string = newKey()): Promise<SeriesDone> => {
    if (!body || !series.data) throw new Error('There is nothing to change about the series.');
    const before = series.data;
    // Dates nobody has seen yet are not chosen among: then it is all or none, and the server says what is in the way.
    const wanted = { ...body, ...(isSettled ? { days: chosen.days } : {}), ...(reason === '' ? {} : { outsideHoursReason: reason }) };
    try {
      const outcome = await editSeries(clinicId, seriesId, wanted, idempotencyKey);
      const lost = dates.some((date) => date.changedByHand && outcome.changed.includes(date.day));
      return {
        count: outcome.changed.length + outcome.added.length + outcome.removed.length,
        undo: lost ? null : () => putBack(clinicId, outcome.seriesId, editBack(before, body, outcome), outcome.continuesId !== null),
      };
    } catch (error) {
      void queries.invalidateQueries({ queryKey: calendarKeys.series(clinicId, seriesId) });
      throw error;
    }
  };

  return {
    scope,
    choose: (next: SeriesScope) => {
      setScope(next);
      setChoice(AS_OFFERED);
    },
    isWhole,
    /** Why the series cannot follow, where it cannot. */
    impossible,
    asksAnything: asksAnything(wish),
    dates,
    choice,
    setChoice,
    overwrite,
    setOverwrite,
    needsReason: chosen.needsReason,
    count: chosen.days.length,
    error: preview.error ?? series.error,
    isLoading: isWhole && impossible === null && asksAnything(wish) && !isSettled && !preview.isError && !series.isError,
    save,
  };
}

export type SeriesEditing = ReturnType<typeof useSeriesEdit>;

/** Back to how the series was, one with what it was split from. */
async function putBack(clinicId: string, seriesId: string, body: SeriesEdit, split: boolean): Promise<void> {
  const { version } = await changeBack(clinicId, seriesId, body);
  if (split) await rejoinSeries(clinicId, seriesId, version);
}

/** It may have stood outside hours; then that is the reason. */
async function changeBack(clinicId: string, seriesId: string, body: SeriesEdit): Promise<SeriesEdited> {
  try {
    return await editSeries(clinicId, seriesId, body);
  } catch (error) {
    if (asProblem(error).code !== 'needs-reason') throw error;
    return editSeries(clinicId, seriesId, { ...body, outsideHoursReason: 'Moved back to where it stood' });
  }
}
