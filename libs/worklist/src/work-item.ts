import type { ClinicDay } from '#platform';

/** The kinds of work there are. Tasks are kept; all else is what a module owes by its own state, and ends when that does. */
export const WORK_KINDS = ['task', 'attendance', 'call', 'authorization', 'credential', 'intake'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Whose work is asked for. */
export const WHOSE_WORK = ['mine', 'unowned', 'everyone'] as const;
export type WhoseWork = (typeof WHOSE_WORK)[number];

/** A client as a list shows them. */
export interface WorkClient {
  id: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
}

/** Who the work belongs to. */
export interface WorkOwner {
  staffId: string;
  name: string;
}

/** One thing to do, wherever it comes from, with what is needed to open it where it is done. */
export interface WorkItem {
  kind: WorkKind;
  /** Of the task, the session, the first message to be told by a call, the authorization, the credential, or the entry of a program's waitlist. */
  id: string;
  title: string;
  /** What else is to know, in a few words. */
  about: string | null;
  /** The clinic day it is due. */
  dueOn: ClinicDay;
  client: WorkClient | null;
  episodeId: string | null;
  sessionId: string | null;
  /** What the client waits for. */
  programId: string | null;
  /** Whose credential it is. */
  staffId: string | null;
  owners: WorkOwner[];
  /** The rule that asked for it. */
  rule: string | null;
  snoozedUntil: ClinicDay | null;
  snoozeReason: string | null;
  /** Of a task: what a change of it must name. */
  version: number | null;
}

/** The order of a work list: what is due first, then by kind and id, so that every page begins where the last one ended. */
export function inOrder(a: WorkPlace, b: WorkPlace): number {
  return compare(a.dueOn, b.dueOn) || compare(a.kind, b.kind) || compare(a.id, b.id);
}

/** A place in the list. */
export type WorkPlace = Pick<WorkItem, 'dueOn' | 'kind' | 'id'>;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What is asked of each source of work: the items after a place, in order, at most so many. */
export interface WorkAsked {
  clinicId: string;
  whose: WhoseWork;
  /** The account of whoever asks. */
  userId: string;
  today: ClinicDay;
  /** Also what sleeps. */
  snoozed: boolean;
  after: WorkPlace | undefined;
  limit: number;
}

/**
 * The first and last parameters of where a source begins, for `(due, id) > …`: sources of an earlier kind on the day of
 * the place are past it, those of a later kind are all still to come.
 */
export function beginning(kind: WorkKind, after: WorkPlace | undefined): { day: ClinicDay | null; id: string | null } {
  if (!after) return { day: null, id: null };
  if (kind === after.kind) return { day: after.dueOn, id: after.id };
  return { day: after.dueOn, id: kind < after.kind ? LAST_ID : FIRST_ID };
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
