import type { Delimiter } from './delimiter.js';

/** The cells of one record and where it stands: its row as a spreadsheet numbers it, empty lines counted. */
export interface CsvRecord {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A quoted cell that runs to the end of the file, or for longer than any row may be: its closing quote was lost. */
export class LostQuote extends Error {
  constructor(readonly row: number) {
    super(`A quotation mark opened in row ${row} is never closed.`);
    this.name = 'LostQuote';
  }
}

const LOOK_AGAIN = 64 * 1024;
const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Cuts text into records (RFC 4180) as it arrives, piece by piece; only the record that is not yet whole is kept. Rows end
 * in LF, CRLF or CR. A quotation mark inside an unquoted cell, or text after a closing one, is kept as written.
 */
export class CsvRecords {
  readonly #delimiter: number;
  readonly #longest: number;
  #text = '';
  #enough = 0;
  #row = 0;

  /** `longest` is the most characters one record may have. */
  constructor(delimiter: Delimiter, longest: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#longest = longest;
  }

  /** The records that are whole after this piece of text. Throws LostQuote. */
  *take(piece: string): Generator<CsvRecord> {
    this.#text += piece;
    if (this.#text.length < this.#enough) return; // a long record is looked at again only when much more of it is there
    yield* this.#records(this.#text, false);
    this.#enough = this.#text.length + LOOK_AGAIN;
  }

  /** The last record, where the text did not end in a line break. Throws LostQuote. */
  *end(): Generator<CsvRecord> {
    yield* this.#records(this.#text, true);
  }

  *#records(text: string, final: boolean): Generator<CsvRecord> {
    let start = 0;
    while (start < text.length) {
      const found = this.#recordAt(text, start, final);
      if (found === undefined) break;
      this.#row++;
      if (found.cells.length > 0) yield { row: this.#row, cells: found.cells };
      start = found.next;
    }
    this.#text = text.slice(start);
    if (this.#text.length > this.#longest) throw new LostQuote(this.#row + 1);
  }

  /** The record that begins here and where the next one does; undefined when its end is still to come. Empty lines have no cells. */
  #recordAt(text: string, start: number, final: boolean): { cells: string[]; next: number } | undefined {
    const ends: number[] = [];
    let at = start;
    for (;;) {
      const end = text.charCodeAt(at) === QUOTE ? this.#afterQuoted(text, at, final) : this.#endOfCell(text, at);
      if (end === undefined) return undefined;
      const next = text.charCodeAt(end);
      if (end >= text.length && !final) return undefined;
      if (next === CARRIAGE_RETURN && end + 1 >= text.length && !final) return undefined;
      ends.push(end);
      if (next === this.#delimiter) {
        at = end + 1;
        continue;
      }
      const lineBreak = end >= text.length ? 0 : next === CARRIAGE_RETURN && text.charCodeAt(end + 1) === LINE_FEED ? 2 : 1;
      return { cells: end === start ? [] : cellsOf(text, start, ends), next: end + lineBreak };
    }
  }

  /** The end of a cell from here on: the next delimiter or line break, or the end of the text. */
  #endOfCell(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === LINE_FEED || code === CARRIAGE_RETURN) break;
    }
    return at;
  }

  /** The end of a cell that begins with a quotation mark; undefined when the closing one is still to come. */
  #afterQuoted(text: string, start: number, final: boolean): number | undefined {
    let at = start;
    do {
      const close = text.indexOf('"', at + 1);
      if (close < 0) {
        if (final) throw new LostQuote(this.#row + 1);
        return undefined;
      }
      at = close + 1; // past a closing quote, or onto the second of a doubled one
    } while (text.charCodeAt(at) === QUOTE);
    return this.#endOfCell(text, at);
  }
}

/** The cells between the ends. Cut from a copy of the record, so that keeping a cell never keeps the whole file in memory. */
function cellsOf(text: string, start: number, ends: readonly number[]): string[] {
  const record = Buffer.from(text.slice(start, ends.at(-1))).toString();
  let from = 0;
  return ends.map((end) => {
    const cell = record.slice(from, end - start);
    from = end - start + 1;
    return unquoted(cell);
  });
}

function unquoted(cell: string): string {
  if (cell.charCodeAt(0) !== QUOTE) return cell;
  const inner = cell.slice(1, -1);
  if (!cell.endsWith('"') || cell.length < 2) return cell;
  if (!inner.includes('"')) return inner;
  return inner.replaceAll('""', '').includes('"') ? cell : inner.replaceAll('""', '"');
}
