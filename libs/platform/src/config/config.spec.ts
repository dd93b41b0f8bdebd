import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const complete = { DATABASE_URL: 'postgres://localhost/stepwell', STEPWELL_SECRET: 'x'.repeat(32) };

describe('the environment', () => {
  it('needs only a database and a secret, and listens on this machine alone', () => {
    expect(readConfig(complete)).toMatchObject({ port: 3000, host: '127.0.0.1', role: 'all', demo: false, redisUrl: null });
  });

  it('lists every problem at once', () => {
    const read = () => readConfig({ PORT: 'eighty', STEPWELL_ROLE: 'boss', REDIS_URL: 'localhost:6379', STEPWELL_DEMO: 'yes', HOST: 'a b' });
    expect(read).toThrow(ConfigError);
    try {
      read();
    } catch (error) {
      const problems = (error as ConfigError).problems.join('\n');
      for (const name of ['PORT', 'HOST', 'DATABASE_URL', 'REDIS_URL', 'STEPWELL_ROLE', 'STEPWELL_DEMO', 'STEPWELL_SECRET']) expect(problems).toContain(name);
    }
  });

  it('treats an empty variable as absent', () => {
    expect(readConfig({ ...complete, REDIS_URL: ' ', PORT: '' })).toMatchObject({ redisUrl: null, port: 3000 });
  });
});
