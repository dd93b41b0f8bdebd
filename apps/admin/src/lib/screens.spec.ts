import { describe, expect, it } from '@jest/globals';
import { screenAddress, screenPaths } from './screens';

describe('the address of a screen', () => {
  it('names the clinic, the screen, its parameters and what is filtered', () => {
    expect(screenAddress('harbor-point', { screen: 'hours' })).toBe('/c/harbor-point/hours');
    expect(screenAddress('harbor-point', { screen: 'client', params: { clientId: '0190-a' }, search: { tab: 'hours', week: undefined } })).toBe(
      '/c/harbor-point/clients/0190-a?tab=hours',
    );
  });

  it('keeps a parameter from leading anywhere else', () => {
    expect(screenAddress('x', { screen: 'client', params: { clientId: '../../users' } })).toBe('/c/x/clients/..%2F..%2Fusers');
  });

  it('belongs to one screen only', () => {
    const paths = Object.values(screenPaths);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
