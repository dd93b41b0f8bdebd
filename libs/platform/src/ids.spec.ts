import { describe, expect, it } from '@jest/globals';
import { isId, newId } from './ids.js';

describe('identifiers', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());

  it('are UUIDs of version 7 and the standard variant', () => {
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isId(ids[0])).toBe(true);
  });

  it('sort in the order they were made, within a millisecond too', () => {
    expect([...ids].sort()).toEqual(ids);
  });

  it('are given once', () => {
    expect(new Set(ids).size).toBe(ids.length);
    // What two processes could share is the time and the count: the rest differs from one to the next.
    expect(new Set(ids.map((id) => id.slice(24))).size).toBe(ids.length);
  });

  it('carry the time they were made', () => {
    const before = Date.now();
    const made = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before - 1);
    expect(made).toBeLessThanOrEqual(Date.now() + 1);
  });
});
