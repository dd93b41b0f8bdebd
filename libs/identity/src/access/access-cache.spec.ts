import { describe, expect, it } from '@jest/globals';
import type { Access } from './access.js';
import { AccessCache } from './access-cache.js';

function access(id: string, userId = 'u'): Access {
  return { kind: 'user', id, userId, displayName: '', email: '', demo: false, mustChangePassword: false, clinics: new Map(), lastSeenAt: 0, expiresAt: 1e15, locked: false };
}

function cacheAt(time: { now: number }): AccessCache {
  const cache = new AccessCache(5000, () => time.now);
  cache.switchOn();
  return cache;
}

describe('what is kept of who asks', () => {
  it('is believed for five seconds', async () => {
    const time = { now: 0 };
    const cache = cacheAt(time);
    await cache.fetch('key', async () => access('s'));
    time.now = 4999;
    expect(cache.get('key')?.id).toBe('s');
    time.now = 5000;
    expect(cache.get('key')).toBeUndefined();
  });

  it('is dropped at once when the session or the person changes', async () => {
    const cache = cacheAt({ now: 0 });
    for (const id of ['s1', 's2', 's3']) await cache.fetch(id, async () => access(id, id === 's3' ? 'other' : 'u'));
    cache.drop('s1');
    expect([cache.get('s1'), cache.get('s2')?.id]).toEqual([undefined, 's2']);
    cache.drop('u');
    expect([cache.get('s2'), cache.get('s3')?.id]).toEqual([undefined, 's3']);
  });

  it('is not kept when something changed while it was being looked up, nor shared with who asks after the change', async () => {
    const cache = cacheAt({ now: 0 });
    let finish: (access: Access) => void = () => undefined;
    const before = cache.fetch('key', () => new Promise((resolve) => (finish = resolve)));
    cache.drop('u');
    const after = cache.fetch('key', async () => undefined);
    finish(access('s'));
    expect([(await before)?.id, await after, cache.get('key')]).toEqual(['s', undefined, undefined]);
  });

  it('is one lookup for those who ask at the same moment', async () => {
    const cache = cacheAt({ now: 0 });
    let lookups = 0;
    const look = async (): Promise<Access> => {
      lookups++;
      return access('s');
    };
    await Promise.all(Array.from({ length: 10 }, () => cache.fetch('key', look)));
    expect(lookups).toBe(1);
  });

  it('is nothing at all while changes are not heard', async () => {
    const cache = cacheAt({ now: 0 });
    await cache.fetch('key', async () => access('s'));
    cache.switchOff();
    expect(cache.get('key')).toBeUndefined();
    await cache.fetch('key', async () => access('s'));
    expect(cache.get('key')).toBeUndefined();
    cache.switchOn();
    await cache.fetch('key', async () => access('s'));
    expect(cache.get('key')?.id).toBe('s');
  });

  it('is never a stranger, and a failed lookup is looked up again', async () => {
    const cache = cacheAt({ now: 0 });
    await cache.fetch('key', async () => undefined);
    expect(cache.get('key')).toBeUndefined();
    await expect(cache.fetch('key', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect((await cache.fetch('key', async () => access('s')))?.id).toBe('s');
  });
});
