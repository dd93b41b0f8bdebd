import { describe, expect, it } from '@jest/globals';
import { MESSAGE_RULES, MESSAGE_WORDS } from './message.js';

describe('what a message says', () => {
  it.each(MESSAGE_RULES.map((rule) => [rule, MESSAGE_WORDS[rule]] as const))('%s: is one short text that names nobody and nothing clinical', (_rule, words) => {
    expect(words.length).toBeLessThanOrEqual(100);
    expect(words).toMatch(/^[A-Z][^{}$]*\.$/);
    expect(words).not.toMatch(/therap|treat|diagnos|client|patient|clinic|group|program|ill\b/i);
  });
});
