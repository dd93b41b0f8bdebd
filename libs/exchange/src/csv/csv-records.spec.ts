import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords, LostQuote, type CsvRecord } from './csv-records.js';
import { DELIMITERS, type Delimiter } from './delimiter.js';

function recordsOf(text: string, delimiter: Delimiter = ',', size = 7, longest = 1000): CsvRecord[] {
  const records = new CsvRecords(delimiter, longest);
  const all: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += size) all.push(...records.take(text.slice(at, at + size)));
  return [...all, ...records.end()];
}

const cells = (text: string, delimiter?: Delimiter) => recordsOf(text, delimiter).map((record) => record.cells);

describe('the records of a text', () => {
  it.each<[string, string, string[][]]>([
    ['rows may end in LF, CRLF or CR, and the last in nothing', 'a,b\nc,d\r\ne,f\rg,h', [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g', 'h']]],
    ['quotes hold delimiters, line breaks and doubled quotes', '"a,b","c\r\nd","say ""hi"""\n', [['a,b', 'c\r\nd', 'say "hi"']]],
    ['empty cells are kept', ',\n"",x\n', [['', ''], ['', 'x']]],
    ['empty lines are not records', '\n\na\n\n', [['a']]],
    ['a quote within a word is a letter', '5\'10",b"c\n', [['5\'10"', 'b"c']]],
    ['text after a closing quote is kept as written', '"Ann" Lee,x\n', [['"Ann" Lee', 'x']]],
    ['a row of one quoted nothing is a record', '""\nx\n', [[''], ['x']]],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('carry the row of the sheet they stand in', () => {
    expect(recordsOf('h\n\n"a\nb"\nc\n').map(({ row }) => row)).toEqual([1, 3, 4]);
  });

  it('a closing quote that never comes is told with its row', () => {
    expect(() => recordsOf('a,b\n\n"c,d\ne,f\n')).toThrow(new LostQuote(3));
    expect(() => recordsOf(`a,b\nc,"${'d'.repeat(200_000)}"\n`, ',', 50_000)).toThrow(new LostQuote(2));
  });

  const cell = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '0'), maxLength: 6 }), fc.constantFrom('', 'José', '""', '\r\n'));
  const table = fc.integer({ min: 2, max: 4 }).chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }));
  const lineBreak = fc.constantFrom('\n', '\r\n');

  it('come back as they were written, however the text is cut', () => {
    fc.assert(fc.property(table, fc.constantFrom(...DELIMITERS), lineBreak, fc.integer({ min: 1, max: 20 }), fc.boolean(), (rows, delimiter, end, size, closed) => {
      const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter)).join(end) + (closed ? end : '');
      expect(recordsOf(text, delimiter, size).map((record) => record.cells)).toEqual(rows);
    }));
  });

  it('are those the csv-parse package reads', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '0', '.'), maxLength: 4 });
    const written = fc.oneof(plain, cell.map((one) => `"${one.replaceAll('"', '""')}"`));
    const text = fc.integer({ min: 2, max: 4 }).chain((columns) => fc.array(fc.array(written, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }));
    fc.assert(fc.property(text, lineBreak, fc.integer({ min: 1, max: 20 }), (rows, end, size) => {
      const file = rows.map((row) => row.join(',')).join(end);
      expect(recordsOf(file, ',', size).map((record) => record.cells)).toEqual(parse(file, { record_delimiter: [end] }));
    }));
  });
});
