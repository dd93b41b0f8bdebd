/** A piece of a JSON text that stands for itself. */
export type JsonCut =
  /** An element of the list `entry` of the one object the text is. */
  | { of: 'entry'; text: string }
  /** The one object the text is, or its first line is, without what is in its list `entry`. */
  | { of: 'object'; text: string }
  /** An element of the list the text is. */
  | { of: 'element'; text: string }
  /** A line below a first line that was a whole object. */
  | { of: 'line'; text: string; line: number };

/** The text is no JSON, or none of the forms a file of records has. */
export class BrokenJson extends Error {}

const LINE_FEED = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const BYTE_ORDER_MARK = 0xfeff;

const isSpace = (code: number): boolean => code === 32 || code === LINE_FEED || code === 13 || code === 9;

type Mode = 'before' | 'object' | 'list' | 'element' | 'after' | 'lines';

/**
 * Cuts a JSON text into its records as it arrives, so that memory holds one record and not the file: the elements of a
 * bundle's `entry`, of a list, or one value a line. Only brackets, strings and commas are looked at; each cut is for JSON.parse.
 */
export class JsonCutter {
  private mode: Mode = 'before';
  /** The list whose elements are cut: the text itself, or the one object's `entry`. */
  private list: 'root' | 'entry' = 'root';
  /** What stood last in the list. */
  private last: 'nothing' | 'element' | 'comma' = 'nothing';
  /** Brackets open in the object, or in the element. */
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** In the object: the string begun last right inside it, as far as `entry"` needs it, and the key whose value is next. */
  private word = '';
  private key = '';
  /** The object so far without its entries; the element or line so far. */
  private object: string[] = [];
  private kept: string[] = [];
  /** Line breaks since the object began, and whether it ended before the first. */
  private lines = 0;
  private onOneLine = false;
  private started = false;

  /** The cuts that are whole after this piece. @throws BrokenJson */
  *take(piece: string): Generator<JsonCut> {
    const text = this.started || piece.charCodeAt(0) !== BYTE_ORDER_MARK ? piece : piece.slice(1);
    this.started ||= piece !== '';
    for (let at = 0; at < text.length; ) {
      if (this.is('lines')) return yield* this.takeLines(text.slice(at));
      if (this.is('object')) {
        const end = this.throughObject(text, at);
        this.object.push(text.slice(at, end));
        at = end;
        if (this.is('after')) yield { of: 'object', text: this.object.splice(0).join('') };
      } else if (this.is('element')) {
        const end = this.throughElement(text, at);
        this.kept.push(text.slice(at, end));
        at = end;
        if (this.is('list')) yield { of: this.list === 'entry' ? 'entry' : 'element', text: this.kept.splice(0).join('') };
      } else {
        const code = text.charCodeAt(at);
        if (isSpace(code)) {
          if (code === LINE_FEED) this.lines++;
          at++;
        } else at += this.step(code);
      }
    }
  }

  /** What is left at the end of the text. @throws BrokenJson for a text that is not whole. */
  *end(): Generator<JsonCut> {
    if (this.is('lines')) yield* this.takeLines('\n');
    else if (!this.is('after')) throw new BrokenJson();
  }

  private is(mode: Mode): boolean {
    return this.mode === mode;
  }

  /** Takes a bracket or comma between things, or begins the next thing. @returns how many characters were taken. */
  private step(code: number): 0 | 1 {
    if (this.is('after')) {
      if (!this.onOneLine || this.lines === 0) throw new BrokenJson();
      this.mode = 'lines';
      return 0;
    }
    if (this.is('before')) {
      if (code !== OPEN_OBJECT && code !== OPEN_LIST) throw new BrokenJson();
      this.mode = code === OPEN_OBJECT ? 'object' : 'list';
      this.lines = 0;
      return code === OPEN_OBJECT ? 0 : 1;
    }
    if (code === COMMA) {
      if (this.last !== 'element') throw new BrokenJson();
      this.last = 'comma';
      return 1;
    }
    if (code === CLOSE_LIST) {
      if (this.last === 'comma') throw new BrokenJson();
      // The bracket of `entry` belongs to the object.
      this.mode = this.list === 'entry' ? 'object' : 'after';
      return this.list === 'entry' ? 0 : 1;
    }
    if (this.last === 'element') throw new BrokenJson();
    this.mode = 'element';
    this.last = 'element';
    return 0;
  }

  /** Goes on in the object until its entries begin, it ends, or the text does. */
  private throughObject(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const begun = this.inString;
      if (this.string(code)) {
        if (this.depth === 1) this.word = begun ? `${this.word}${text[at]}`.slice(0, 8) : '';
        continue;
      }
      if (code === LINE_FEED) this.lines++;
      else if (code === COLON && this.depth === 1) this.key = this.word;
      else if (code === COMMA && this.depth === 1) this.key = '';
      else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        this.depth++;
        if (code === OPEN_LIST && this.depth === 2 && this.key === 'entry"') {
          this.mode = 'list';
          this.list = 'entry';
          this.last = 'nothing';
          return at + 1;
        }
      } else if ((code === CLOSE_OBJECT || code === CLOSE_LIST) && --this.depth === 0) {
        this.mode = 'after';
        this.onOneLine = this.lines === 0;
        return at + 1;
      }
    }
    return text.length;
  }

  /** Goes on in the element until it ends, or the text does. */
  private throughElement(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.string(code)) continue;
      if (code === LINE_FEED) this.lines++;
      if (this.depth === this.base && (code === COMMA || code === CLOSE_LIST || isSpace(code))) return this.endElement(at);
      if (code === OPEN_OBJECT || code === OPEN_LIST) this.depth++;
      else if ((code === CLOSE_OBJECT || code === CLOSE_LIST) && --this.depth === this.base) return this.endElement(at + 1);
    }
    return text.length;
  }

  private endElement(end: number): number {
    this.mode = 'list';
    return end;
  }

  /** Brackets open around the list. */
  private get base(): number {
    return this.list === 'entry' ? 2 : 0;
  }

  /** Whether a character is of a string, its quotation marks included. */
  private string(code: number): boolean {
    if (!this.inString) return (this.inString = code === QUOTE);
    if (this.escaped) this.escaped = false;
    else if (code === BACKSLASH) this.escaped = true;
    else if (code === QUOTE) this.inString = false;
    return true;
  }

  /** One value a line; the first line is done. */
  private *takeLines(text: string): Generator<JsonCut> {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; from = end + 1, end = text.indexOf('\n', from)) {
      this.kept.push(text.slice(from, end));
      const line = this.kept.splice(0).join('');
      this.lines++;
      if (line.trim() !== '') yield { of: 'line', text: line, line: this.lines };
    }
    this.kept.push(text.slice(from));
  }
}
