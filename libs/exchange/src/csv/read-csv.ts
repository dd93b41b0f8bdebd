import { CsvRecords, LostQuote, type CsvRecord } from './csv-records.js';
import { detectDelimiter, type Delimiter, type DelimiterFinding } from './delimiter.js';
import { decodeText, detectEncoding, UnreadableFile, type Encoding, type EncodingFinding } from './encoding.js';

/** How to read a file: found by `inspectCsv`, or chosen by a person where that was not sure. */
export interface CsvFormat {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/** One row below the header. */
export interface CsvRow {
  /** The row as a spreadsheet numbers it: the header is 1, empty rows are counted, a quoted line break starts no new row. */
  readonly row: number;
  /** As many cells as the header has columns, unless `problem` says otherwise. Exactly as written, nothing trimmed. */
  readonly cells: readonly string[];
  /** Why the row cannot be taken, as a sentence; the rows after it can. */
  readonly problem?: string;
}

/** A file opened for reading: its header, and its rows, which can be gone through once. */
export interface OpenCsv {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<CsvRow>;
}

/** What a first look at a file finds: how to read it, its columns and its first rows. */
export interface CsvInspection {
  readonly encoding: EncodingFinding;
  readonly delimiter: DelimiterFinding;
  readonly header: readonly string[];
  readonly firstRows: readonly CsvRow[];
}

/** No cell and no row of a real table is longer; a row that is has lost a closing quote. In characters. */
const LONGEST_ROW = 1_000_000;
const MOST_COLUMNS = 1000;
/** Names of columns are shown and remembered; a longer one is no name. In characters. */
const LONGEST_NAME = 1000;
const SAMPLE_LENGTH = 256 * 1024;

/**
 * Looks at a file before anything is read for good. `open` is called twice: once for every byte (the encoding is known
 * only when all have been seen), once for the beginning. Pass what a person chose to see the file through it.
 */
export async function inspectCsv(open: () => AsyncIterable<Uint8Array>, chosen: Partial<CsvFormat> = {}, rows = 20): Promise<CsvInspection> {
  const found = await detectEncoding(open());
  const encoding: EncodingFinding = chosen.encoding && chosen.encoding !== found.encoding ? { ...found, encoding: chosen.encoding, confident: true, why: 'Chosen by you.' } : found;
  const beginning = await beginningOf(open(), encoding.encoding);
  const delimiter: DelimiterFinding = chosen.delimiter ? { delimiter: chosen.delimiter, confident: true, why: 'Chosen by you.' } : detectDelimiter(beginning);
  const table = await openText([beginning], delimiter.delimiter);
  const firstRows: CsvRow[] = [];
  try {
    for await (const row of table.rows) {
      firstRows.push(row);
      if (firstRows.length >= rows) break;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile) || firstRows.length === 0) throw error; // the beginning may end inside a quoted cell
  }
  return { encoding, delimiter, header: table.header, firstRows };
}

/**
 * Opens a file for reading row by row; memory stays flat whatever its size. Rows that do not fit the header or hold
 * characters that cannot be stored are handed on with their problem. Throws UnreadableFile when the file as a whole cannot
 * be read on, naming the row.
 */
export function openCsv(bytes: AsyncIterable<Uint8Array>, format: CsvFormat): Promise<OpenCsv> {
  return openText(decodeText(bytes, format.encoding), format.delimiter);
}

async function openText(text: AsyncIterable<string> | Iterable<string>, delimiter: Delimiter): Promise<OpenCsv> {
  const records = recordsOf(text, delimiter);
  let first = await records.next();
  if (!first.done && isSeparatorLine(first.value.cells, delimiter)) first = await records.next();
  if (first.done) throw new UnreadableFile('This file has no rows.');
  const header = withoutEmptyTail(first.value.cells.map((name) => name.trim()));
  const { row } = first.value;
  if (header.length === 0) throw new UnreadableFile('The first row is empty; it should hold the names of the columns.', row);
  if (header.length > MOST_COLUMNS) throw new UnreadableFile(`This file has ${header.length} columns; ${MOST_COLUMNS} are the most that can be imported.`, row);
  const long = header.findIndex((name) => name.length > LONGEST_NAME);
  if (long >= 0) throw new UnreadableFile(`The name of column ${long + 1} is longer than ${LONGEST_NAME} characters; the first row should hold the names of the columns.`, row);
  return { header, rows: rowsOf(records, header.length) };
}

async function* recordsOf(text: AsyncIterable<string> | Iterable<string>, delimiter: Delimiter): AsyncGenerator<CsvRecord> {
  const records = new CsvRecords(delimiter, LONGEST_ROW);
  try {
    for await (const piece of text) yield* records.take(piece);
    yield* records.end();
  } catch (error) {
    if (error instanceof LostQuote) throw new UnreadableFile(error.message, error.row);
    throw error;
  }
}

async function* rowsOf(records: AsyncGenerator<CsvRecord>, columns: number): AsyncGenerator<CsvRow> {
  for await (const record of records) {
    const { row } = record;
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    const cells = record.cells.length > columns ? withoutEmptyTail(record.cells, columns) : record.cells;
    if (cells.length !== columns) yield { row, cells, problem: `This row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${columns}.` };
    else if (cells.some(holdsForbidden)) yield { row, cells, problem: 'This row holds a character that cannot be stored (NUL).' };
    else yield { row, cells };
  }
}

/** Excel's first line `sep=;`, which is about the file and not part of the table. */
function isSeparatorLine(record: readonly string[], delimiter: Delimiter): boolean {
  return /^sep=.$/i.test(record.join(delimiter));
}

/** Spreadsheets often end every row in a few empty cells. */
function withoutEmptyTail(cells: readonly string[], atLeast = 0): string[] {
  let length = cells.length;
  while (length > atLeast && cells[length - 1]?.trim() === '') length--;
  return cells.slice(0, length);
}

function holdsForbidden(cell: string): boolean {
  return cell.includes('\u0000');
}

async function beginningOf(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of decodeText(bytes, encoding)) {
    text += piece;
    if (text.length < SAMPLE_LENGTH) continue;
    const wholeRows = text.lastIndexOf('\n', SAMPLE_LENGTH) + 1;
    return text.slice(0, wholeRows > 0 ? wholeRows : SAMPLE_LENGTH);
  }
  return text;
}
