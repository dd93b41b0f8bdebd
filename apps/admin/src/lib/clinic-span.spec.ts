import { describe, expect, it } from '@jest/globals';
import { saySpan } from './clinic-span';

describe('a span in words', () => {
  it.each([
    [{ from: '2026-03-06', fromTime: null, to: '2026-03-06', toTime: null }, 'Fri, Mar 6'],
    [{ from: '2026-03-06', fromTime: '13:00', to: '2026-03-06', toTime: '17:00' }, 'Fri, Mar 6, 1:00 PM – 5:00 PM'],
    [{ from: '2026-03-06', fromTime: '13:00', to: '2026-03-06', toTime: null }, 'Fri, Mar 6, from 1:00 PM'],
    [{ from: '2026-03-06', fromTime: null, to: '2026-03-09', toTime: '12:00' }, 'Fri, Mar 6 – Mon, Mar 9, 12:00 PM'],
    [{ from: '2026-12-31', fromTime: null, to: '2027-01-02', toTime: null }, 'Thu, Dec 31 – Sat, Jan 2, 2027'],
  ])('%j', (span, said) => expect(saySpan(span)).toBe(said));
});
