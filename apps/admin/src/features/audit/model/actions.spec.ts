import { describe, expect, it } from '@jest/globals';
import { changeLines, sayAction, sayField } from './actions';

describe('an action in words', () => {
  it.each([
    ['episodes.chart-opened', 'Chart opened'],
    ['episodes.opened-in-emergency', 'Chart opened in an emergency'],
    ['clients.edited', 'Client edited'],
    ['clients.details-read', 'Client details read'],
    ['attendance.recorded', 'Attendance recorded'],
    ['scheduling.session-booked', 'Session booked'],
    ['identity.sign-in-failed', 'Sign-in failed'],
    ['exchange.undone', 'Import undone'],
    ['newmodule.thing-done', 'Thing done'],
    ['newmodule.done', 'Newmodule done'],
    ['clients', 'Clients'],
    ['', ''],
  ])('%s is "%s"', (action, words) => {
    expect(sayAction(action)).toBe(words);
  });
});

describe('what changed', () => {
  it('is told as before and after, or as a fact', () => {
    expect(changeLines({ phone: [null, '555'], roles: [['director'], []], sessions: 3, active: [true, false], span: { from: 1 }, list: ['a', 'b', 'c'] })).toEqual([
      { field: 'phone', label: 'Phone', before: '—', after: '555' },
      { field: 'roles', label: 'Roles', before: 'director', after: '—' },
      { field: 'sessions', label: 'Sessions', before: undefined, after: '3' },
      { field: 'active', label: 'Active', before: 'yes', after: 'no' },
      { field: 'span', label: 'Span', before: undefined, after: '{"from":1}' },
      { field: 'list', label: 'List', before: undefined, after: 'a, b, c' },
    ]);
  });

  it.each([
    ['weeklyMinMinutes', 'Weekly min minutes'],
    ['userId', 'User ID'],
    ['starts_at', 'Starts at'],
  ])('%s is called "%s"', (field, label) => {
    expect(sayField(field)).toBe(label);
  });
});
