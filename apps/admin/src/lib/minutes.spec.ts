import { describe, expect, it } from '@jest/globals';
import { formatHours, formatMinutes, speakMinutes } from './minutes';

describe('lengths of time', () => {
  it.each([
    [0, '0 min', '0', '0 minutes'],
    [1, '1 min', '0', '1 minute'],
    [45, '45 min', '0.7', '45 minutes'],
    [60, '1 h', '1', '1 hour'],
    [450, '7 h 30 min', '7.5', '7 hours 30 minutes'],
    [539, '8 h 59 min', '8.9', '8 hours 59 minutes'],
    [540, '9 h', '9', '9 hours'],
    [-30, '−30 min', '-0.5', 'minus 30 minutes'],
  ])('%i minutes are written, counted and spoken', (minutes, written, hours, spoken) => {
    expect(formatMinutes(minutes)).toBe(written);
    expect(formatHours(minutes)).toBe(hours);
    expect(speakMinutes(minutes)).toBe(spoken);
  });
});
