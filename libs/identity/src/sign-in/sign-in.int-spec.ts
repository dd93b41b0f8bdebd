import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../../test/support/app.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

describe('signing in', () => {
  it('refuses strangers with 401', async () => {
    const answer = await house.app.inject({ url: '/api/auth/me' });
    expect([answer.statusCode, answer.json()]).toEqual([401, expect.objectContaining({ type: 'urn:stepwell:problem:not-signed-in' })]);
  });
});
