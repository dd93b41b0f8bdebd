import { describe, expect, it } from '@jest/globals';
import { isCrossSite, isSafeMethod } from './same-origin.js';

describe('where a request comes from', () => {
  it.each([
    ['our own page', { fetchSite: 'same-origin', origin: 'https://clinic.test' }, false],
    ['an address typed by hand', { fetchSite: 'none', origin: undefined }, false],
    ['our own page behind a proxy that renames the host', { fetchSite: 'same-origin', origin: 'https://public.test' }, false],
    ['a page of another site', { fetchSite: 'cross-site', origin: 'https://evil.test' }, true],
    ['a page of a sister site', { fetchSite: 'same-site', origin: 'https://blog.clinic.test' }, true],
    ['a page that says nothing but its origin, ours', { fetchSite: undefined, origin: 'http://clinic.test' }, false],
    ['a page that says nothing but its origin, another', { fetchSite: undefined, origin: 'http://evil.test' }, true],
    ['another port of our machine', { fetchSite: undefined, origin: 'http://clinic.test:8080' }, true],
    ['a page without an origin', { fetchSite: undefined, origin: 'null' }, true],
    ['no browser', { fetchSite: undefined, origin: undefined }, false],
  ])('%s', (_who, from, crossSite) => {
    expect(isCrossSite({ ...from, host: 'Clinic.test' })).toBe(crossSite);
  });

  it('matters only to what changes something', () => {
    expect(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(isSafeMethod)).toEqual(['GET', 'HEAD', 'OPTIONS']);
  });
});
