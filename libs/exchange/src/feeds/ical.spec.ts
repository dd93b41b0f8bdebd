import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { icalInstant, icalLine, icalText } from './ical.js';

/** Lines joined again as a reader joins them, on octets, as the RFC says it. */
const unfolded = (line: string): string => line.replaceAll('\r\n ', '').replace(/\r\n$/, '');

describe('a line of a calendar', () => {
  it.each([
    ['a short one stays whole', 'SUMMARY', 'Group', 'SUMMARY:Group\r\n'],
    ['75 octets stay whole', 'SUMMARY', 'x'.repeat(67), `SUMMARY:${'x'.repeat(67)}\r\n`],
    ['76 are folded', 'SUMMARY', 'x'.repeat(68), `SUMMARY:${'x'.repeat(67)}\r\n x\r\n`],
    ['no umlaut is cut in two', 'SUMMARY', `${'x'.repeat(66)}ü`, `SUMMARY:${'x'.repeat(66)}\r\n ü\r\n`],
    ['no sign of four octets is either', 'SUMMARY', `${'x'.repeat(64)}🧘`, `SUMMARY:${'x'.repeat(64)}\r\n 🧘\r\n`],
  ])('%s', (_what, name, value, line) => {
    expect(icalLine(name, value)).toBe(line);
  });

  it('whatever it holds, is at most 75 octets long each time and reads as what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = icalLine('SUMMARY', icalText(text));
        expect(line.endsWith('\r\n')).toBe(true);
        for (const part of line.slice(0, -2).split('\r\n')) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
          expect(Buffer.from(part).toString()).toBe(part);
        }
        expect(unfolded(line)).toBe(`SUMMARY:${icalText(text)}`);
      }),
    );
  });
});

describe('a text in a calendar', () => {
  it.each([
    ['Coping; calm, and now', 'Coping\\; calm\\, and now'],
    ['C:\\rooms', 'C:\\\\rooms'],
    ['two\r\nlines\rand\nmore', 'two\\nlines\\nand\\nmore'],
    ['Grüne Höhe “1”', 'Grüne Höhe “1”'],
    ['a\u0000b\u0007c\tA', 'abc\tA'],
    ['END:VCALENDAR\r\nBEGIN:VEVENT', 'END:VCALENDAR\\nBEGIN:VEVENT'],
  ])('%j is written %j', (text, written) => {
    expect(icalText(text)).toBe(written);
  });
});

it('an instant is written in UTC, to the second', () => {
  expect(icalInstant(new Date('2026-03-08T06:59:59.999Z'))).toBe('20260308T065959Z');
});
