import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeWithPublicData } from '../../../../test/support/public-data.js';
import {
  attendanceToAsk,
  readAge,
  readAttendance,
  readAttendanceYesNo,
  readEmail,
  readExternalId,
  readMinutes,
  readPhone,
  readSex,
  readText,
  readWallTime,
  readYesNo,
  sexesToAsk,
} from './parse-value.js';
import { openCsv } from './read-csv.js';
import { isBlank, plainWords, type Read } from './read-value.js';

const shown = <T>(read: Read<T>) => ('problem' in read ? read.problem : read.value);

describe('sex in the words of other systems', () => {
  it.each([['F', 'female'], [' female ', 'female'], ['Weiblich', 'female'], ['m', 'male'], ['Männlich', 'male'], ['Non-binary', 'other'], ['X', 'other'], ['Prefer not to say', 'unknown'], ['UNK', 'unknown']])('%s is %s', (text, sex) => {
    expect(shown(readSex(text))).toBe(sex);
  });

  it('numbers and letters with two meanings are asked about', () => {
    expect(shown(readSex('1'))).toBe('“1” is not a sex this importer knows; say what it means.');
    expect(shown(readSex('1', new Map([['1', 'male']])))).toBe('male');
    expect(shown(readSex('Transgender female'))).toBe('“Transgender female” is not a sex this importer knows; say what it means.');
    expect(sexesToAsk(['F', 'M', '', 'f'])).toEqual([]);
    expect(sexesToAsk(['H', 'M', 'H'])).toEqual(['h', 'm']);
    expect(sexesToAsk(['1', '2', 'F'])).toEqual(['1', '2']);
  });
});

describe('attendance in the words of other systems', () => {
  it.each([
    ['Attended', 'attended'], ['SHOWED', 'attended'], ['Checked-Out', 'attended'], ['No Show', 'no_show'], ['no-show', 'no_show'], ['NoShow', 'no_show'], ['DNA', 'no_show'],
    ['Excused absence', 'excused'], ['Canceled', 'cancelled'], ['cancelled', 'cancelled'], ['Late cancel', 'cancelled'], ['Tardy', 'late'], ['Left early', 'left_early'], ['Scheduled', 'booked'],
  ])('%s is %s', (text, status) => {
    expect(shown(readAttendance(text))).toBe(status);
  });

  it.each<[string, 'attended' | 'no_show', string]>([
    ['No', 'no_show', 'attended'],
    ['Yes', 'no_show', 'no_show'],
    ['0', 'no_show', 'attended'],
    ['Yes', 'attended', 'attended'],
    ['FALSE', 'attended', 'no_show'],
    ['Cancelled', 'no_show', 'cancelled'],
    ['maybe', 'no_show', '“maybe” is not an attendance this importer knows; say what it means.'],
  ])('%s where yes means %s is %s', (text, yesMeans, status) => {
    expect(shown(readAttendanceYesNo(text, yesMeans))).toBe(status);
  });

  it('single letters are asked about: A may be attended or absent', () => {
    expect(attendanceToAsk(['P', 'A', 'Excused', '', 'A'])).toEqual(['p', 'a']);
    expect(shown(readAttendance('A', new Map([['a', 'no_show']])))).toBe('no_show');
  });
});

describe('single values', () => {
  it.each<[string, (text: string) => Read<unknown>, string, unknown]>([
    ['yes', readYesNo, 'Sim', true],
    ['no', readYesNo, 'Não', false],
    ['neither', readYesNo, 'perhaps', '“perhaps” is neither yes nor no.'],
    ['an age', readAge, ' 62 ', 62],
    ['a newborn', readAge, '0', 0],
    ['the oldest taken', readAge, '110', 110],
    ['minus one', readAge, '-1', 'An age of -1 cannot be; ages run from 0 to 110.'],
    ['one hundred and fifteen', readAge, '115', 'An age of 115 cannot be; ages run from 0 to 110.'],
    ['half a year', readAge, '0.5', '“0.5” is not an age in years.'],
    ['minutes', readMinutes, '90', 90],
    ['minutes by name', readMinutes, '45 min', 45],
    ['hours and minutes', readMinutes, '1:30', 90],
    ['hours by name', readMinutes, '1,5 h', 90],
    ['no minutes', readMinutes, '0', '“0” is not a whole number of minutes from 1 to 1440.'],
    ['parts of a minute', readMinutes, '10.5', '“10.5” is not a whole number of minutes from 1 to 1440.'],
    ['not minutes', readMinutes, 'an hour', '“an hour” is not a length in minutes.'],
    ['a time of day', readWallTime, '17:30', '17:30'],
    ['a time with seconds', readWallTime, '9:05:00', '09:05'],
    ['an afternoon', readWallTime, '5:30 PM', '17:30'],
    ['midnight', readWallTime, '12:00 am', '00:00'],
    ['noon', readWallTime, '12pm', '12:00'],
    ['military time', readWallTime, '1730', '17:30'],
    ['no time', readWallTime, '25:00', '“25:00” is not a time of day.'],
    ['an hour alone', readWallTime, '17', '“17” is not a time of day.'],
    ['thirteen in the afternoon', readWallTime, '13:00 pm', '“13:00 pm” is not a time of day.'],
    ['an American number', readPhone, '(508) 222-5200', '5082225200'],
    ['with its country', readPhone, '1-877-267-2323', '+18772672323'],
    ['with a plus', readPhone, '+55 27 3333.4444', '+552733334444'],
    ['with two zeros', readPhone, '0049 30 123456', '+4930123456'],
    ['with an extension', readPhone, '508-222-5200 ext. 12', '5082225200 x12'],
    ['too short', readPhone, '12345', '“12345” is not a telephone number.'],
    ['words', readPhone, 'call mother', '“call mother” is not a telephone number.'],
    ['rounded by a spreadsheet', readPhone, '5.08222E+09', '“5.08222E+09” was shortened by a spreadsheet; export the column as text.'],
    ['an address', readEmail, ' Ana.Souza@Example.ORG ', 'Ana.Souza@example.org'],
    ['not an address', readEmail, 'ana@localhost', '“ana@localhost” is not an e-mail address.'],
    ['two addresses', readEmail, 'a@b.org, c@d.org', '“a@b.org, c@d.org” is not an e-mail address.'],
    ['an id with leading zeros', readExternalId, ' 000123 ', '000123'],
    ['an id that only looks like a number', readExternalId, '53761528476E-5', '53761528476E-5'],
    ['an id rounded by a spreadsheet', readExternalId, '2.98725E+13', '“2.98725E+13” was shortened by a spreadsheet; export the column as text.'],
    ['no id', readExternalId, '  ', 'The id is missing.'],
    ['a text on two lines', (text) => readText(text, 20), ' 12 Main\nStreet ', '12 Main Street'],
    ['a text too long', (text) => readText(text, 5), 'abcdef', '“abcdef” is longer than 5 characters.'],
    ['a text with a bell', (text) => readText(text, 20), 'a\u0007b', '“a b” holds characters that cannot be stored.'],
  ])('%s', (_, read, text, expected) => {
    expect(shown(read(text))).toBe(expected);
  });

  it('marks for nothing are nothing, a person called None is not asked', () => {
    expect(['', ' ', 'NULL', 'N/A', '\\N', '-', 'nan'].every(isBlank)).toBe(true);
    expect(['0', 'no', 'Na'].some(isBlank)).toBe(false);
    expect(plainWords('  Data_de Nascimento (DD/MM) ')).toBe('data de nascimento dd mm');
  });

  it('any text gives a value or a sentence', () => {
    const readers: ((text: string) => Read<unknown>)[] = [readSex, readYesNo, readAttendance, readAge, readMinutes, readWallTime, readPhone, readEmail, readExternalId, (text) => readText(text, 50)];
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('١٢', '1e5', '--', '+', 'x'.repeat(300))), (text) => {
      for (const read of readers) {
        const result = read(text);
        if ('problem' in result) expect(result.problem).toMatch(/\.$/);
      }
    }));
  });
});

describeWithPublicData('the values of the public no-shows file', 'no-shows/noshow_appointments_dev.csv', (file) => {
  it('43,363 came and 11,531 did not; every sex is known; one age, 115, is refused', async () => {
    const table = await openCsv(createReadStream(file) as AsyncIterable<Uint8Array>, { encoding: 'utf-8', delimiter: ',' });
    const column = (name: string) => table.header.indexOf(name);
    const [sex, age, noShow, id] = [column('Gender'), column('Age'), column('No-show'), column('PatientId')];
    const counts: Record<string, number> = {};
    const problems: string[] = [];
    for await (const { cells } of table.rows) {
      const reads = [readAttendanceYesNo(cells[noShow] ?? '', 'no_show'), readSex(cells[sex] ?? '')];
      for (const read of [...reads, readAge(cells[age] ?? ''), readExternalId(cells[id] ?? '')]) if ('problem' in read) problems.push(read.problem);
      for (const read of reads) if ('value' in read) counts[read.value] = (counts[read.value] ?? 0) + 1;
    }
    expect(counts).toEqual({ attended: 43_363, no_show: 11_531, female: 35_566, male: 19_328 });
    expect(problems).toEqual(['An age of 115 cannot be; ages run from 0 to 110.']);
  });
});
