import { describe, expect, it } from '@jest/globals';
import { judgeMix, type MixFacts } from './mix-rules.js';

const ANYBODY: MixFacts = { heldIn: null, speaks: null, phases: [], phase: null };

describe('whom a group is for', () => {
  it.each<[string, Partial<MixFacts>, string[]]>([
    ['everybody, where it asks for nothing', { speaks: 'es', phase: 'Step 2' }, []],
    ['speakers of its language, by its tag', { heldIn: 'es', speaks: 'es' }, []],
    ['in whatever country', { heldIn: 'es', speaks: 'es-MX' }, []],
    ['by its name', { heldIn: 'es', speaks: 'Spanish' }, []],
    ['among others', { heldIn: 'es', speaks: 'english and spanish' }, []],
    ['as they call it themselves', { heldIn: 'es', speaks: 'Español' }, []],
    ['whose language nobody wrote down', { heldIn: 'es' }, []],
    ['not others', { heldIn: 'es', speaks: 'en' }, ['This group is held in Spanish; the client’s language is English.']],
    ['not others, in words', { heldIn: 'es-US', speaks: 'Polish' }, ['This group is held in Spanish (United States); the client’s language is Polish.']],
    ['those in one of its phases', { phases: ['Step 1', 'Step 2'], phase: 'Step 2' }, []],
    ['not those in a later one', { phases: ['Step 1'], phase: 'Step 3' }, ['This group is for Step 1; the client is in Step 3 on that day.']],
    ['not those whose hours belong to none', { phases: ['Step 1'] }, ['This group is for Step 1; the client is in no phase on that day.']],
    ['both at once', { heldIn: 'pl', speaks: 'en', phases: ['Step 1'], phase: 'Step 2' }, ['This group is held in Polish; the client’s language is English.', 'This group is for Step 1; the client is in Step 2 on that day.']],
  ])('%s', (_, facts, said) => {
    expect(judgeMix({ ...ANYBODY, ...facts }).map((one) => one.sentence)).toEqual(said);
  });
});
