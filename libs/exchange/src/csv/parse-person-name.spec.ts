import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeWithPublicData } from '../../../../test/support/public-data.js';
import { parsePersonName, personNameOf, type PersonName } from './parse-person-name.js';
import { openCsv } from './read-csv.js';

const named = (given: string, family: string, more: Partial<PersonName> = {}) => ({ value: { given, family, ...more } });

describe('a name in one cell', () => {
  it.each<[string, ReturnType<typeof named>]>([
    ['Ana Souza', named('Ana', 'Souza')],
    ['Souza, Ana', named('Ana', 'Souza')],
    ['SOUZA,ANA MARIA', named('ANA MARIA', 'SOUZA')],
    ['  Ana   Maria  Souza ', named('Ana Maria', 'Souza')],
    ['Suharto', named('Suharto', '')],
    ['Mrs. Jetta614 DuBuque211', named('Jetta614', 'DuBuque211', { prefix: 'Mrs.' })],
    ['Ludivina884 Steuber698', named('Ludivina884', 'Steuber698')],
    ['Dr Víctor493 Noriega353', named('Víctor493', 'Noriega353', { prefix: 'Dr' })],
    ['Prof. Dr. Anna Weiß', named('Anna', 'Weiß', { prefix: 'Prof. Dr.' })],
    ['Maria de la Cruz', named('Maria', 'de la Cruz')],
    ['João da Silva', named('João', 'da Silva')],
    ['Jan van den Berg', named('Jan', 'van den Berg')],
    ['de la Cruz, Maria', named('Maria', 'de la Cruz')],
    ['Van Nguyen', named('Van', 'Nguyen')],
    ['Shaun O\'Neil', named('Shaun', 'O\'Neil')],
    ['Anne-Marie Saint-Just', named('Anne-Marie', 'Saint-Just')],
    ['John Smith Jr.', named('John', 'Smith', { suffix: 'Jr.' })],
    ['Smith, Jr., John', named('John', 'Smith', { suffix: 'Jr.' })],
    ['Smith, Dr. John', named('John', 'Smith', { prefix: 'Dr.' })],
    ['Ann Lee, PhD, LCSW', named('Ann', 'Lee', { suffix: 'PhD, LCSW' })],
    ['Ann Lee LCSW', named('Ann', 'Lee', { suffix: 'LCSW' })],
    ['Minh Thi Do', named('Minh Thi', 'Do')],
    ['Minh Do', named('Minh', 'Do')],
    ['Robert "Bob" Lee', named('Robert', 'Lee', { preferred: 'Bob' })],
    ['Robert (Bob) Lee', named('Robert', 'Lee', { preferred: 'Bob' })],
    ['Lee, Robert “Bob”', named('Robert', 'Lee', { preferred: 'Bob' })],
    ['(Ana)', named('Ana', '')],
    ['Null', named('Null', '')],
    ['Dr', named('Dr', '')],
    ['王小明', named('王小明', '')],
    ['Jose\u0301 A\u0301vila', named('José', 'Ávila')],
  ])('%s', (text, expected) => {
    expect(parsePersonName(text)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['', 'The name is missing.'],
    ['  ', 'The name is missing.'],
    ['12345', '“12345” is not a name.'],
    ['A, B, C', '“A, B, C” cannot be parted into given and family name.'],
    ['Ana\u0000Souza', '“Ana Souza” holds characters a name cannot have.'],
    ['Jos\uFFFD Silva', '“Jos\uFFFD Silva” holds characters a name cannot have.'],
    ['x'.repeat(201), `“${'x'.repeat(39)}…” is too long for a name.`],
    [', ,', '“, ,” is not a name.'],
  ])('%j is refused', (text, problem) => {
    expect(parsePersonName(text)).toEqual({ problem });
  });

  it('any text is a name or a sentence, and no letter is lost', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('A', 'b', 'é', ' ', ',', '.', '"', '(', ')', '\'', 'Dr ', ' Jr', '7'), maxLength: 12 }), (text) => {
      const read = parsePersonName(text);
      if ('problem' in read) return;
      const { given, family, prefix = '', suffix = '', preferred = '' } = read.value;
      expect(given).not.toBe('');
      const letters = (words: string) => [...words].filter((char) => /[A-Za-zé7]/.test(char)).sort().join('');
      expect(letters(`${given}${family}${prefix}${suffix}${preferred}`)).toBe(letters(text));
    }));
  });
});

describe('a name in columns of its own', () => {
  it('takes the parts as they are', () => {
    expect(personNameOf(' Maria José ', 'dos Santos', '')).toEqual(named('Maria José', 'dos Santos'));
    expect(personNameOf('John', 'Smith', 'III')).toEqual(named('John', 'Smith', { suffix: 'III' }));
  });

  it('a lone family name is the one name', () => {
    expect(personNameOf('', 'Suharto')).toEqual(named('Suharto', ''));
    expect(personNameOf('Suharto', '')).toEqual(named('Suharto', ''));
    expect(personNameOf('', ' ')).toEqual({ problem: 'The name is missing.' });
  });
});

describeWithPublicData('the names of the public Synthea providers', 'synthea-csv/providers.csv', (file) => {
  it('are 166, each with a given and a family name that still carry their digits', async () => {
    const table = await openCsv(createReadStream(file) as AsyncIterable<Uint8Array>, { encoding: 'utf-8', delimiter: ',' });
    const column = table.header.indexOf('NAME');
    let names = 0;
    for await (const { cells } of table.rows) {
      const read = parsePersonName(cells[column] ?? '');
      if ('problem' in read) throw new Error(read.problem);
      expect(read.value.given).toMatch(/\d$/);
      expect(read.value.family).toMatch(/\d$/);
      names++;
    }
    expect(names).toBe(166);
  });
});
