import { useRef, useState } from 'react';
import { toast } from '@/ui';
import type { Roster } from '../api/attendance';
import type { MarkQueue, QueueState, Wanted } from '../model/mark-queue';
import { backTo, markable, nextRow, wantedOf } from '../model/roster';
import type { Moment, RowMark, ShownPlace } from '../model/roster';

/** What must be asked before a mark can be made. */
export type Question =
  | { ask: 'excuse'; place: ShownPlace }
  | { ask: 'late' | 'left_early'; place: ShownPlace }
  | { ask: 'correction'; place: ShownPlace; wanted: Partial<Wanted> & { status: Wanted['status'] } };

interface Done {
  before: ShownPlace[];
}

/** Everything a person does on a roster: marking, moving on, asking what must be asked, taking back. */
export function useMarking(needs: { roster: Roster | undefined; places: ShownPlace[]; queue: MarkQueue; state: QueueState; moment: Moment; mayMark: boolean; mayCorrect: boolean }) {
  const { roster, places, queue, state, moment, mayMark, mayCorrect } = needs;
  const [chosen, setCurrent] = useState<number | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const done = useRef<Done[]>([]);
  // A message stays while the roster moves on: what its button takes back is taken back from the roster as it then is.
  const latest = useRef({ places, conflicts: state.conflicts });
  latest.current = { places, conflicts: state.conflicts };
  // Until somebody chooses, the first nobody has recorded.
  const first = Math.max(places.findIndex((place) => place.status === 'booked'), 0);
  const at = Math.min(chosen ?? first, Math.max(places.length - 1, 0));

  const send = (wanted: (Wanted & { version: number })[], before: ShownPlace[], force = false): Done => {
    const made = { before };
    done.current.push(made);
    queue.mark(wanted, force);
    return made;
  };
  const canMark = (place: ShownPlace) => mayMark && roster?.status === 'scheduled' && (mayCorrect || !moment.dayOver || place.status === 'booked');

  /** Marks a place; a correction asks for its reason first. */
  const apply = (place: ShownPlace, wanted: Partial<Wanted> & { status: Wanted['status'] }) => {
    setQuestion(null);
    if (moment.dayOver && place.status !== 'booked' && !wanted.reason) {
      setQuestion({ ask: 'correction', place, wanted });
      return;
    }
    send([wantedOf(place, wanted.status, wanted)], [place]);
    const index = places.findIndex((one) => one.participationId === place.participationId);
    if (wanted.status !== 'booked' && index === at) setCurrent(nextRow(places, index));
  };

  const mark = (place: ShownPlace, status: RowMark) => {
    if (!canMark(place) || !markable(status, moment)) return;
    if (status === place.status) return;
    if (status === 'excused') setQuestion({ ask: 'excuse', place });
    else if (status === 'late' && !moment.running) setQuestion({ ask: 'late', place });
    else apply(place, status === 'late' ? { status, arrivedAt: thisMinute() } : { status });
  };

  const leave = (place: ShownPlace) => {
    if (canMark(place) && markable('left_early', moment)) setQuestion({ ask: 'left_early', place });
  };

  const markAll = () => {
    const open = places.filter((place) => place.status === 'booked' && canMark(place));
    if (open.length === 0 || !moment.open) return;
    const made = send(open.map((place) => wantedOf(place, 'attended')), open);
    toast.done(`${open.length} marked present`, { undo: () => takeBack(made) });
  };

  /** Takes something done back. What somebody else marked since is left alone. */
  const takeBack = (made: Done | undefined) => {
    if (!made || !done.current.includes(made)) return;
    done.current = done.current.filter((one) => one !== made);
    const { places: standing, conflicts } = latest.current;
    const back = made.before.flatMap((before) => {
      const now = standing.find((place) => place.participationId === before.participationId);
      return now && !conflicts.has(before.participationId) ? [backTo(before, now.version)] : [];
    });
    queue.mark(back);
    const index = standing.findIndex((place) => place.participationId === made.before[0]?.participationId);
    if (index >= 0) setCurrent(index);
  };
  const undo = () => takeBack(done.current.at(-1));

  const clear = (place: ShownPlace) => {
    if (canMark(place) && place.status !== 'booked') apply(place, { status: 'booked' });
  };

  const insist = (place: ShownPlace) => {
    const conflict = state.conflicts.get(place.participationId);
    if (conflict) send([{ ...conflict.wanted, version: conflict.theirs.version }], [place], true);
  };

  return { current: at, setCurrent, question, setQuestion, apply, mark, leave, markAll, undo, clear, insist, canMark };
}

function thisMinute(): string {
  return new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
}
