import { describe, expect, it } from '@jest/globals';
import { inHours, sayDays, sayValue } from './numbers';
import type { Parameter, ParameterValue } from '../api/policy';

describe('a policy number in words', () => {
  it.each<[Parameter['type'], Parameter['unit'], ParameterValue, string]>([
    ['integer', 'minutes', 540, '9 h'],
    ['integer', 'minutes', 50, '50 min'],
    ['integer', 'days', 1, '1 day'],
    ['integer', 'business_days', 2, '2 business days'],
    ['integer', 'percent', 80, '80 %'],
    ['integer', 'people', 10, '10 people'],
    ['boolean', 'none', true, 'Yes'],
    ['weekday', 'none', 7, 'Sunday'],
    ['weekdays', 'none', [1, 3, 5], 'Mon, Wed, Fri'],
  ])('%s %s %j is "%s"', (type, unit, value, said) => expect(sayValue({ type, unit }, value)).toBe(said));

  it('says since when', () => {
    expect(sayDays('0001-01-01', null)).toBe('always');
    expect(sayDays('2026-04-01', null)).toBe('since Apr 1, 2026');
    expect(sayDays('2026-04-01', '2026-06-30')).toBe('Apr 1, 2026 – Jun 30, 2026');
    expect(sayDays('0001-01-01', '2026-06-30')).toBe('until Jun 30, 2026');
  });

  it('is entered in hours where a week of minutes is possible', () => {
    expect(inHours({ unit: 'minutes', max: 10_080 })).toBe(true);
    expect(inHours({ unit: 'minutes', max: 60 })).toBe(false);
    expect(inHours({ unit: 'days', max: 10_080 })).toBe(false);
  });
});
