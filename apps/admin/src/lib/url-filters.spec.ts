import { describe, expect, it } from '@jest/globals';
import { day, flag, id, maybeOneOf, oneOf, privateText, someOf, text } from './url-filters';

describe('a filter in the address', () => {
  it('falls back when the address holds something it does not know', () => {
    expect(oneOf(['active', 'left'], 'active').parse('deleted')).toBeUndefined();
    expect(day().parse('2026-02-31')).toBeUndefined();
    expect(day().parse('tomorrow')).toBeUndefined();
    expect(id().parse("1' or 1=1")).toBeUndefined();
  });

  it('is left out of the address while it is what the screen opens with', () => {
    expect(oneOf(['active', 'left'], 'active').print('active')).toBeUndefined();
    expect(flag().print(false)).toBeUndefined();
    expect(text().print('')).toBeUndefined();
    expect(someOf(['a', 'b']).print([])).toBeUndefined();
    expect(maybeOneOf(['a']).print(null)).toBeUndefined();
  });

  it('is read back as it was written', () => {
    const several = someOf(['group', 'individual', 'family']);
    expect(several.parse(several.print(['family', 'group']) ?? '')).toEqual(['group', 'family']);
    expect(day().parse(day().print('2026-11-23') ?? '')).toBe('2026-11-23');
    expect(flag().parse(flag().print(true) ?? '')).toBe(true);
  });

  it('stays out of the address when it may hold a person’s name', () => {
    expect(privateText().hidden).toBe(true);
    expect([text(), day(), id(), flag(), oneOf(['a'], 'a')].map((field) => field.hidden)).toEqual([false, false, false, false, false]);
  });
});
