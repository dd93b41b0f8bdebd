import { describe, expect, it } from '@jest/globals';
import type { SeriesDate } from '../api/calendar';
import { AS_OFFERED, chosenOf, datesShown, isChosen, lookOf, sayCancelled, sayDates, toggled } from './series-dates';

const date = (day: string, more: Partial<SeriesDate> = {}): SeriesDate => ({
  day, sessionId: day, action: 'change', kept: null, changedByHand: false, startsBefore: null, endsBefore: null, startsAt: `${day}T15:00:00Z`, endsAt: `${day}T16:00:00Z`,
  state: 'free', closure: null, conflicts: [], outside: [], chosen: true, ...more,
});
const taken = { kind: 'staff' as const, id: 'ada', sessionId: 'x', title: 'Skills', startsAt: '2026-03-24T15:00:00Z', endsAt: '2026-03-24T16:00:00Z' };
const dates = [
  date('2026-03-03', { action: 'keep', kept: 'past', chosen: false }),
  date('2026-03-10'),
  date('2026-03-17', { state: 'closed', closure: 'Staff day', chosen: false }),
  date('2026-03-24', { state: 'conflict', conflicts: [taken] }),
  date('2026-03-31', { state: 'outside', outside: [{ kind: 'room-hours', id: 'r', sentence: 'It is outside the room’s hours.' }] }),
  date('2026-04-07', { action: 'keep', kept: 'changed_by_hand', changedByHand: true, chosen: false }),
];

describe('the dates of a series that would change', () => {
  it('are all that can be, until somebody says otherwise', () => {
    expect(chosenOf(dates, AS_OFFERED)).toEqual({ days: ['2026-03-10', '2026-03-31'], needsReason: true });
    expect(sayDates(dates, AS_OFFERED)).toBe('2 sessions change. 1 is taken: nothing changes there. 1 is on a closed day. 1 stays as it is.');
  });

  it('take in a closed day and leave out another when ticked so, and back; a taken one cannot be ticked', () => {
    const once = toggled(dates[2]!, toggled(dates[4]!, AS_OFFERED));
    expect(chosenOf(dates, once)).toEqual({ days: ['2026-03-10', '2026-03-17'], needsReason: false });
    expect(sayDates(dates, once)).toBe('2 sessions change. 1 is taken: nothing changes there. 1 is left out. 1 stays as it is.');
    expect(toggled(dates[2]!, toggled(dates[4]!, once))).toEqual(AS_OFFERED);
    expect(isChosen(dates[3]!, toggled(dates[3]!, AS_OFFERED))).toBe(false);
  });

  it('are said to be none where none is left', () => {
    expect(sayDates([dates[0]!], AS_OFFERED)).toBe('No session changes.');
    expect(sayDates([dates[1]!], AS_OFFERED)).toBe('1 session changes.');
    expect(datesShown(dates).map((one) => one.day)).toEqual(['2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07']);
  });

  it('cannot be where two come who are kept apart', () => {
    const apart = date('2026-04-14', { state: 'apart' });
    expect(isChosen(apart, toggled(apart, AS_OFFERED))).toBe(false);
    expect(sayDates([dates[1]!, apart], AS_OFFERED)).toBe('1 session changes. 1 is not possible: two who come cannot be here together.');
  });

  it.each<[SeriesDate, string, string]>([
    [dates[1]!, 'Free', ''],
    [dates[2]!, 'Closed', 'Staff day'],
    [{ ...dates[2]!, outside: [{ kind: 'clinic-closed', id: null, sentence: 'The clinic is closed on this day: Staff day.' }, { kind: 'room-out', id: 'r', sentence: 'The room is closed at this time.' }] }, 'Closed', 'Staff day; The room is closed at this time.'],
    [dates[3]!, 'Taken', 'Skills on 2026-03-24'],
    [dates[4]!, 'Outside hours', 'It is outside the room’s hours.'],
    [dates[5]!, 'Stays', 'Changed by hand'],
    [date('2026-04-14', { state: 'apart' }), 'Cannot be', 'Two who come cannot be here together. Ask their care team.'],
    [date('2026-04-14', { action: 'remove' }), 'Falls away', ''],
    [date('2026-04-14', { action: 'add' }), 'New', ''],
  ])('stand as they are called', (one, word, why) => expect(lookOf(one, (conflict, day) => `${conflict.title} on ${day}`)).toMatchObject({ word, why }));
});

describe('the dates of a series that would be cancelled', () => {
  const going = (day: string, kept: SeriesDate['kept'] = null) => ({ day, sessionId: day, startsAt: `${day}T15:00:00Z`, endsAt: `${day}T16:00:00Z`, kept, changedByHand: false });
  it.each([
    [[going('2026-03-10'), going('2026-03-17'), going('2026-03-24', 'attendance')], '2 sessions will be cancelled. 1 stays: attendance is recorded.'],
    [[going('2026-03-10'), going('2026-03-17', 'cancelled')], '1 session will be cancelled.'],
    [[going('2026-03-10', 'changed_by_hand'), going('2026-03-17', 'changed_by_hand')], 'No session is left to cancel. 2 stay: changed by hand.'],
  ])('are counted, and what stays is named with why', (dates_, said) => expect(sayCancelled(dates_)).toBe(said));
});
