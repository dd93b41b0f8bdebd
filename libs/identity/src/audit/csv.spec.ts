import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { csvField, csvLine } from './csv.js';

describe('a CSV field', () => {
  it.each([
    ['plain', 'plain'],
    ['with, comma', '"with, comma"'],
    ['with "quotes"', '"with ""quotes"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    ['@home', "'@home"],
    ['-5', "'-5"],
    [-5, '-5'],
    [null, ''],
    [undefined, ''],
    [{ a: [1] }, '"{""a"":[1]}"'],
  ])('%j is written %j', (value, written) => {
    expect(csvField(value)).toBe(written);
  });

  it('comes back as it was from any reader', () => {
    const values = ['a', 'b "c", d', 'e\r\nf', 'ü', ''];
    expect(parse(csvLine(values))).toEqual([values]);
  });
});
