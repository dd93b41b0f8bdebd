import { readAttendance, readEmail, readPhone, readSex, readWallTime, readYesNo } from './parse-value.js';
import { isBlank } from './read-value.js';
import { ordersOf, shapeOf } from './written-date.js';

/** What a cell may be taken for; one cell may be several things. */
export const CONTENTS = ['day', 'moment', 'time', 'number', 'uuid', 'code', 'sex', 'yesNo', 'attendance', 'email', 'phone', 'words'] as const;
export type Content = (typeof CONTENTS)[number];

/** How many cells of a column hold something, and how many of those may be taken for what. */
export interface ColumnContents {
  readonly filled: number;
  readonly counts: Readonly<Record<Content, number>>;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Takes a look at the cells of one column. Blank cells say nothing. */
export function sniffColumn(cells: readonly string[]): ColumnContents {
  const counts = Object.fromEntries(CONTENTS.map((content) => [content, 0])) as Record<Content, number>;
  let filled = 0;
  for (const cell of cells) {
    if (isBlank(cell)) continue;
    filled++;
    for (const content of contentsOf(cell.trim())) counts[content]++;
  }
  return { filled, counts };
}

function contentsOf(cell: string): Content[] {
  const found: Content[] = [];
  const date = shapeOf(cell);
  if (date && ordersOf(date).length > 0) found.push(date.secondOfDay ? 'moment' : 'day');
  if (/^[+-]?\d{1,15}(?:[.,]\d+)?$/.test(cell)) found.push('number');
  if (UUID.test(cell)) found.push('uuid');
  if (!/\s/.test(cell) && /\d/.test(cell) && cell.length <= 64 && !found.includes('day') && !found.includes('moment')) found.push('code');
  if (reads(readWallTime, cell) && /[:apm]/i.test(cell)) found.push('time');
  if (reads(readSex, cell)) found.push('sex');
  if (reads(readYesNo, cell)) found.push('yesNo');
  if (reads(readAttendance, cell)) found.push('attendance');
  if (reads(readEmail, cell)) found.push('email');
  if (reads(readPhone, cell)) found.push('phone');
  if (/\p{L}{2}/u.test(cell) && !UUID.test(cell) && !cell.includes('@') && !found.includes('moment') && !found.includes('day')) found.push('words');
  return found;
}

function reads(read: (cell: string) => object, cell: string): boolean {
  return !('problem' in read(cell));
}
