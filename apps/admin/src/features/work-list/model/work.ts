import { addDays, weekStartOf } from '@/lib/clinic-time';
import type { ScreenTarget } from '@/lib/screens';
import type { WorkItem } from '../api/work-list';

/** How near the deadline is. */
export type Nearness = 'overdue' | 'today' | 'week' | 'later';

export const NEARNESS: Record<Nearness, string> = { overdue: 'Overdue', today: 'Due today', week: 'This week', later: 'Later' };

export function nearnessOf(dueOn: string, today: string): Nearness {
  if (dueOn < today) return 'overdue';
  if (dueOn === today) return 'today';
  return dueOn < addDays(weekStartOf(today), 7) ? 'week' : 'later';
}

/** The items in the order they came, in parts by how near they are; parts with nothing in them are left out. */
export function partsOf(items: readonly WorkItem[], today: string): { nearness: Nearness; items: WorkItem[] }[] {
  return (Object.keys(NEARNESS) as Nearness[]).map((nearness) => ({ nearness, items: items.filter((item) => nearnessOf(item.dueOn, today) === nearness) })).filter((part) => part.items.length > 0);
}

/** The screen where an item is done; null where it is done in its own words only. */
export function opens(item: WorkItem): ScreenTarget | null {
  if (item.kind === 'attendance' && item.sessionId) return { screen: 'checkInSession', params: { sessionId: item.sessionId } };
  if (item.kind === 'credential' && item.staffId) return { screen: 'staff', params: { staffId: item.staffId }, search: { part: 'licenses' } };
  if (item.kind === 'intake' && item.programId) return { screen: 'program', params: { programId: item.programId }, search: { part: 'intake' } };
  if (item.kind === 'call' && item.sessionId) return { screen: 'messages', search: { view: 'to_call', session: item.sessionId } };
  if (item.kind === 'authorization' && item.client) return { screen: 'client', params: { clientId: item.client.id }, search: { part: 'coverage' } };
  if (item.client) return { screen: 'client', params: { clientId: item.client.id } };
  return item.sessionId ? { screen: 'checkInSession', params: { sessionId: item.sessionId } } : null;
}

/** Days a task is put off at one tap: tomorrow, in three days, next week's first day. */
export function snoozeDays(today: string): { label: string; day: string }[] {
  return [
    { label: 'Tomorrow', day: addDays(today, 1) },
    { label: 'In three days', day: addDays(today, 3) },
    { label: 'Next Monday', day: addDays(weekStartOf(today), 7) },
  ];
}
