import { describe, expect, it } from '@jest/globals';
import { STANDARD_PARAMETERS, parametersFrom } from './identity.parameters.js';

describe('the numbers of sign-in', () => {
  it('are the standard ones where nobody set others', () => {
    expect(parametersFrom(undefined)).toEqual(STANDARD_PARAMETERS);
    expect(parametersFrom({ idleMinutes: 5, nonsense: 1 })).toEqual({ ...STANDARD_PARAMETERS, idleMinutes: 5 });
  });

  it('cannot be set to what is no positive number', () => {
    expect(parametersFrom({ idleMinutes: 0, sessionHours: -1, accountFailures: '5', argonPasses: null })).toEqual(STANDARD_PARAMETERS);
    expect(parametersFrom('all of them')).toEqual(STANDARD_PARAMETERS);
  });

  it('hash as OWASP recommends', () => {
    expect(STANDARD_PARAMETERS).toMatchObject({ argonMemoryKib: 19 * 1024, argonPasses: 2, argonLanes: 1 });
  });
});
