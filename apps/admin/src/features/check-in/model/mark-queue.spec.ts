import { describe, expect, it } from '@jest/globals';
import type { Mark, StandingPlace } from '../api/attendance';
import { MarkQueue } from './mark-queue';
import type { QueueNeeds, Refusal } from './mark-queue';

interface Sent {
  marks: Mark[];
  key: string;
  force: boolean;
  answer: (version?: number) => Promise<void>;
  refuse: (refusal: Partial<Refusal>) => Promise<void>;
}

function place(mark: Mark, version: number): StandingPlace {
  return { participationId: mark.participationId, episodeId: null, status: mark.status, arrivedAt: null, departedAt: null, creditedMinutes: 60, reason: null, recordedAt: null, recordedBy: 'Ada', version };
}

function queue() {
  const sent: Sent[] = [];
  const timers: (() => void)[] = [];
  const saved: StandingPlace[] = [];
  let keys = 0;
  const needs: QueueNeeds = {
    send: (marks, { key, force }) =>
      new Promise((resolve, reject) => {
        const settled = () => new Promise<void>((done) => setTimeout(done, 0));
        sent.push({
          marks,
          key,
          force,
          answer: (version = 2) => {
            resolve(marks.map((mark) => place(mark, version)));
            return settled();
          },
          refuse: (refusal) => {
            reject({ again: false, stale: [], problems: [], title: 'Refused', ...refusal });
            return settled();
          },
        });
      }),
    refusalOf: (error) => error as Refusal,
    newKey: () => `key ${++keys}`,
    later: (run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    },
    saved: (places) => saved.push(...places),
  };
  return { queue: new MarkQueue(needs), sent, timers, saved };
}

const wanted = (participationId: string, status: Mark['status'] = 'attended', version = 1) => ({ participationId, status, version, arrivedAt: null, departedAt: null, reason: null });

describe('marks on their way', () => {
  it('are shown at once; those made meanwhile go together in the next request', async () => {
    const { queue: marks, sent } = queue();
    marks.mark([wanted('a')]);
    marks.mark([wanted('b')]);
    marks.mark([wanted('c', 'no_show')]);
    expect([...marks.snapshot().pending.keys()]).toEqual(['a', 'b', 'c']);
    expect(sent).toHaveLength(1);
    await sent[0]?.answer();
    expect(sent[1]?.marks.map((mark) => mark.participationId)).toEqual(['b', 'c']);
    await sent[1]?.answer();
    expect(marks.busy).toBe(false);
    expect(marks.snapshot().pending.size).toBe(0);
  });

  it('of the same place follow the version of the one before: nobody stands in their own way', async () => {
    const { queue: marks, sent } = queue();
    marks.mark([wanted('a')]);
    marks.mark([wanted('a', 'no_show')]);
    marks.mark([wanted('a', 'booked')]);
    await sent[0]?.answer(2);
    expect(sent[1]?.marks).toEqual([{ participationId: 'a', status: 'booked', version: 2 }]);
  });

  it('that got no answer go again under the same key, sooner when the connection is back', async () => {
    const { queue: marks, sent, timers } = queue();
    marks.mark([wanted('a')]);
    await sent[0]?.refuse({ again: true });
    expect(marks.snapshot().offline).toBe(false);
    timers.shift()?.();
    await sent[1]?.refuse({ again: true });
    expect(marks.snapshot().offline).toBe(true);
    marks.mark([wanted('b')]);
    marks.wake();
    expect(timers).toEqual([]);
    expect(new Set(sent.map((one) => one.key)).size).toBe(1);
    expect(sent[2]?.marks.map((mark) => mark.participationId)).toEqual(['a']);
    await sent[2]?.answer();
    expect(marks.snapshot().offline).toBe(false);
    expect(sent[3]?.marks.map((mark) => mark.participationId)).toEqual(['b']);
  });

  it('on a place somebody else marked are set aside, and the others are saved', async () => {
    const { queue: marks, sent, saved } = queue();
    marks.mark([wanted('a'), wanted('b'), wanted('c')]);
    const theirs = { status: 'no_show' as const, recordedAt: '2026-03-02T22:40:00Z', recordedBy: 'Ben', version: 5 };
    await sent[0]?.refuse({ stale: [{ participationId: 'b', ...theirs }] });
    expect(marks.snapshot().conflicts.get('b')?.theirs.recordedBy).toBe('Ben');
    expect(sent[1]?.marks.map((mark) => mark.participationId)).toEqual(['a', 'c']);
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
    await sent[1]?.answer();
    expect(saved.map((one) => one.participationId)).toEqual(['a', 'c']);
    marks.mark([wanted('b', 'attended', 5)], true);
    expect(sent[2]?.force).toBe(true);
    expect(marks.snapshot().conflicts.size).toBe(0);
  });

  it('that break a rule say so at their place, and a refusal of everything at each', async () => {
    const { queue: marks, sent } = queue();
    marks.mark([wanted('a'), wanted('b', 'late')]);
    await sent[0]?.refuse({ problems: [{ at: 1, detail: 'A late mark needs the time of arrival.' }] });
    expect(marks.snapshot().refused.get('b')).toBe('A late mark needs the time of arrival.');
    await sent[1]?.refuse({ title: 'Your role does not allow this.' });
    expect(marks.snapshot().refused.get('a')).toBe('Your role does not allow this.');
    expect(marks.busy).toBe(false);
  });
});
