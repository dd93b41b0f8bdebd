/** RFC 5545 section 3.1: at most 75 octets a line, without its end. */
const LINE_OCTETS = 75;

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

/** A property as its line or lines: folded between characters, never inside one, each ending with CRLF. */
export function icalLine(name: string, value: string): string {
  const text = `${name}:${value}`;
  if (text.length * 3 <= LINE_OCTETS) return `${text}\r\n`;
  let lines = '';
  let octets = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      lines += '\r\n ';
      octets = 1;
    }
    lines += character;
    octets += size;
  }
  return `${lines}\r\n`;
}

/** A text as a TEXT value (section 3.3.11): what would end it or mean something else is escaped, what cannot stand in it is left out. */
export function icalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** An instant as a DATE-TIME in UTC (section 3.3.5, form 2), to the second. */
export function icalInstant(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
