import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { calendarKeys, cancelSeries, cancelSession, previewSeriesCancel, readSeries } from '../api/calendar';
import type { SessionDetail } from '../api/calendar';
import type { SeriesScope } from '../model/series';

/** What was cancelled: one session at its new version, or so many of a series. */
export interface Cancelled {
  version: number;
  series: { id: string; version: number; count: number } | null;
}

/** A cancellation of a session, or of its series from there on, with what it does to each date before it is done. */
export function useCancel(session: Pick<SessionDetail, 'id' | 'seriesId' | 'version'>) {
  const { clinicId } = useClinic();
  const seriesId = session.seriesId ?? '';
  const [scope, setScope] = useState<SeriesScope>('this');
  const [overwrite, setOverwrite] = useState(false);
  const isWhole = session.seriesId !== null && scope !== 'this';
  const wish = { scope, ...(scope === 'all' ? {} : { sessionId: session.id }), ...(overwrite ? { exceptions: 'overwrite' as const } : {}) };
  const preview = useQuery({
    queryKey: calendarKeys.seriesPreview(clinicId, seriesId, { cancel: wish }),
    queryFn: async ({ signal }) => {
      const [series, { dates }] = await Promise.all([readSeries(clinicId, seriesId), previewSeriesCancel(clinicId, seriesId, wish, signal)]);
      return { version: series.version, dates };
    },
    enabled: isWhole,
    staleTime: 0,
  });
  const dates = preview.data?.dates ?? [];

  const cancel = async (reason: string): Promise<Cancelled> => {
    if (!isWhole) return { ...(await cancelSession(clinicId, session.id, { reason, version: session.version })), series: null };
    try {
      const done = await cancelSeries(clinicId, seriesId, { ...wish, reason, version: preview.data?.version ?? 1 });
      return { version: session.version, series: { id: done.seriesId, version: done.version, count: done.dates.filter((date) => date.kept === null).length } };
    } catch (error) {
      void preview.refetch();
      throw error;
    }
  };

  return { scope, setScope, overwrite, setOverwrite, isWhole, dates, error: preview.error, isLoading: isWhole && preview.isPending, cancel };
}
