import { describe, expect, it } from '@jest/globals';
import type { ClinicDay } from '#platform';
import { datesIn } from './dates-in.js';
import { joinedWords, readSearch } from './read-search.js';
import { similarWords } from './similar-words.js';

const today = '2026-03-02' as ClinicDay;
const dates = (text: string): string[] => datesIn(text, today).dates.slice().sort();

describe('a birth date typed into the search', () => {
  it.each([
    ['1990-03-14', ['1990-03-14']],
    ['1990/3/14', ['1990-03-14']],
    ['3/14/1990', ['1990-03-14']],
    ['14.3.1990', ['1990-03-14']],
    ['3-4-1990', ['1990-03-04', '1990-04-03']],
    ['3/4/90', ['1990-03-04', '1990-04-03']],
    ['3/4/05', ['1905-03-04', '1905-04-03', '2005-03-04', '2005-04-03']],
    ['14 Mar 1990', ['1990-03-14']],
    ['14th of March, 1990', ['1990-03-14']],
    ['March 14, 1990', ['1990-03-14']],
    ['mar 14 90', ['1990-03-14']],
    ['sept 3 1988', ['1988-09-03']],
    ['19900314', ['1990-03-14']],
    ['03141990', ['1990-03-14']],
    ['29 Feb 2000', ['2000-02-29']],
    ['29 Feb 1999', []],
    ['31/31/1990', []],
    ['3/14/2090', []],
    ['5031234567', []],
  ])('%s means %j', (text, expected) => {
    expect(dates(text)).toEqual(expected);
  });

  it('is found next to a name, which is left', () => {
    expect(readSearch("O'Hara 3/14/1990", today)).toEqual([{ words: ['ohara'], numbers: [], dates: ['1990-03-14'] }]);
  });
});

describe('what somebody types to find a person', () => {
  it.each([
    ["  O’Hara,  SEÁN ", { words: ['ohara', 'sean'], numbers: [], dates: [] }],
    ['Smith-Jones', { words: ['smith', 'jones'], numbers: [], dates: [] }],
    ['(503) 555-0142', { words: [], numbers: ['5035550142'], dates: [] }],
    ['+1 503.555.0142', { words: [], numbers: ['15035550142'], dates: [] }],
    ['100042', { words: [], numbers: ['100042'], dates: [] }],
    ['garcia 0142', { words: ['garcia'], numbers: ['0142'], dates: [] }],
    ['Łukasz Ørsted', { words: ['lukasz', 'orsted'], numbers: [], dates: [] }],
    ['anna anna', { words: ['anna'], numbers: [], dates: [] }],
  ])('reads %j', (text, reading) => {
    expect(readSearch(text, today)).toEqual([reading]);
  });

  it('reads eight digits as a date and as part of a phone number', () => {
    expect(readSearch('03141990', today)).toEqual([
      { words: [], numbers: [], dates: ['1990-03-14'] },
      { words: [], numbers: ['03141990'], dates: [] },
    ]);
  });

  it('finds nothing to look for in punctuation', () => {
    for (const text of ['-', '()', '...', '  ', "'"]) expect(readSearch(text, today)).toEqual([]);
  });

  it('tries names written together that are kept as one', () => {
    expect(joinedWords(['o', 'hara'])).toEqual([['ohara']]);
    expect(joinedWords(['ann', 'mc', 'donald'])).toEqual([['annmc', 'donald'], ['ann', 'mcdonald']]);
    expect(joinedWords(['margaret', 'johnson'])).toEqual([]);
  });
});

describe('a misspelled name', () => {
  it.each([
    ['jonson', 'johnson'],
    ['garsia', 'garcia'],
    ['mria', 'maria'],
    ['thoams', 'thomas'],
    ['kathrine', 'katherine'],
  ])('%s may mean %s', (typed, meant) => {
    const known = ['johnson', 'garcia', 'maria', 'thomas', 'katherine', 'brown', 'lee', 'walker'];
    expect([...similarWords(typed, known).keys()][0]).toBe(meant);
  });

  it('is recognised half typed', () => {
    expect([...similarWords('kathar', ['katherine', 'karl', 'kate']).keys()][0]).toBe('katherine');
  });
});
