import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { toast } from '@/ui';
import { closeTask, reopenTask, snoozeTask, workKeys } from '../api/work-list';
import type { WorkItem } from '../api/work-list';

type Pages = InfiniteData<{ items: WorkItem[]; nextCursor: string | null }>;

/** What can be done to a task from the list: each shows at once, and can be taken back for a moment. */
export function useWork() {
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const key = [...workKeys.all(clinicId), 'list'];
  const refresh = () => queries.invalidateQueries({ queryKey: workKeys.all(clinicId) });

  /** Takes the item from the lists on screen while the server is asked. */
  const act = async <T,>(item: WorkItem, run: () => Promise<T>): Promise<T | undefined> => {
    await queries.cancelQueries({ queryKey: key });
    queries.setQueriesData<Pages>({ queryKey: key }, (known) => known?.pages && { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== item.id) })) });
    try {
      return await run();
    } catch (error) {
      toast.failed(error);
      return undefined;
    } finally {
      void refresh();
    }
  };

  const close = async (item: WorkItem, state: 'done' | 'dropped', reason?: string) => {
    const closed = await act(item, () => closeTask(clinicId, item.id, { state, version: item.version ?? 1, ...(reason ? { reason } : {}) }));
    if (closed) toast.done(state === 'done' ? 'Done' : 'Dropped', { undo: () => reopenTask(clinicId, item.id, closed.version).then(refresh) });
  };

  const snooze = async (item: WorkItem, until: string, reason: string) => {
    const slept = await act(item, () => snoozeTask(clinicId, item.id, { until, reason, version: item.version ?? 1 }));
    if (slept) toast.done('Put off', { undo: () => snoozeTask(clinicId, item.id, { until: null, version: slept.version }).then(refresh) });
  };

  return { refresh, done: (item: WorkItem) => close(item, 'done'), drop: (item: WorkItem, reason: string) => close(item, 'dropped', reason), snooze };
}
