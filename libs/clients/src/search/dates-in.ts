import { isClinicDay, type ClinicDay } from '#platform';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const MONTH = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = "'?(\\d{4}|\\d{2})";
const EDGE = '(?<![\\p{L}\\d])';
const END = '(?![\\p{L}\\d])';

type Read = (parts: string[]) => [year: string, month: string, day: string][];

/** The forms people write a date in, and every way each may be meant. */
const FORMS: [RegExp, Read][] = [
  [form('(\\d{4})[-/. ](\\d{1,2})[-/. ](\\d{1,2})'), ([y, m, d]) => [[y, m, d] as never]],
  [form(`(\\d{1,2})[-/.](\\d{1,2})[-/.]${YEAR}`), ([a, b, y]) => [[y, a, b] as never, [y, b, a] as never]],
  [form('(\\d{1,2}) (\\d{1,2}) (\\d{4})'), ([a, b, y]) => [[y, a, b] as never, [y, b, a] as never]],
  [form(`(\\d{1,2})(?:st|nd|rd|th)?[\\s.-]*(?:of )?${MONTH}[\\s.,-]*${YEAR}`), ([d, m, y]) => [[y, m, d] as never]],
  [form(`${MONTH}[\\s.-]*(\\d{1,2})(?:st|nd|rd|th)?[\\s.,-]+${YEAR}`), ([m, d, y]) => [[y, m, d] as never]],
  [form('(\\d{8})'), ([n]) => readingsOfEight(n as string)],
];

function form(pattern: string): RegExp {
  return new RegExp(EDGE + pattern + END, 'iu');
}

function readingsOfEight(n: string): [string, string, string][] {
  return [
    [n.slice(0, 4), n.slice(4, 6), n.slice(6)],
    [n.slice(4), n.slice(0, 2), n.slice(2, 4)],
    [n.slice(4), n.slice(2, 4), n.slice(0, 2)],
  ];
}

/**
 * The first date in a text somebody types to find a person by their birth date, every day it may mean (3/4/1990 is in
 * March and in April; a year of two digits is in either century), and what is left of the text. Days after `today` are
 * nobody's birth date.
 */
export function datesIn(text: string, today: ClinicDay): { dates: ClinicDay[]; rest: string } {
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const dates = new Set<ClinicDay>();
    for (const [year, month, day] of read(match.slice(1))) {
      for (const y of year.length === 2 ? [`19${year}`, `20${year}`] : [year]) {
        const date = `${y}-${monthNumber(month)}-${day.padStart(2, '0')}`;
        if (isClinicDay(date) && date <= today && date > '1850') dates.add(date);
      }
    }
    if (dates.size > 0) return { dates: [...dates], rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}` };
  }
  return { dates: [], rest: text };
}

function monthNumber(month: string): string {
  if (/^\d/.test(month)) return month.padStart(2, '0');
  return String(MONTHS.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3))) + 1).padStart(2, '0');
}
