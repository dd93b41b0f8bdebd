import iconv from 'iconv-lite';

/** Encodings a file may be read in. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Which encoding the bytes are in, and whether that is known or has to be asked. */
export interface EncodingFinding {
  readonly encoding: Encoding;
  /** False: other encodings fit the same bytes, and a person must say whether the samples read right. */
  readonly confident: boolean;
  /** One sentence for the screen. */
  readonly why: string;
  /** Pieces of text with letters that would differ under another encoding, as read in this one; for the person to judge. */
  readonly samples: readonly string[];
}

/** The file as a whole cannot be read as a table; one sentence a person can act on. */
export class UnreadableFile extends Error {
  /** Row of the spreadsheet where reading stopped, 1 being the header; absent when it concerns the whole file. */
  readonly row: number | undefined;

  constructor(sentence: string, row?: number) {
    super(sentence);
    this.name = 'UnreadableFile';
    this.row = row;
  }
}

const OTHER_FORMATS: readonly { bytes: readonly number[]; sentence: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], sentence: 'This is a workbook or a zip archive, not a CSV file. Save the sheet as CSV and import that.' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], sentence: 'This is an old Excel workbook, not a CSV file. Save the sheet as CSV and import that.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], sentence: 'This is a PDF, not a CSV file.' },
  { bytes: [0x1f, 0x8b], sentence: 'This file is compressed. Unpack it and import the CSV file in it.' },
];

const MOST_SAMPLES = 5;

/**
 * Finds the encoding by reading every byte once, memory flat. A byte order mark and valid UTF-8 are proof; a file that is
 * neither is one of the single-byte encodings, which no reader can tell apart, so the finding is not confident. Throws
 * UnreadableFile for an empty file or one that is another kind of file.
 */
export async function detectEncoding(bytes: AsyncIterable<Uint8Array>): Promise<EncodingFinding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const collector = new SampleCollector();
  let first: Uint8Array = new Uint8Array();
  let started = false;
  let validUtf8 = true;
  let ascii = true;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    if (first.length < 4096) first = Buffer.concat([first, chunk.subarray(0, 4096)]);
    if (!started && first.length >= 4) {
      started = true;
      refuseOtherFormats(first);
    }
    if (ascii && !isAscii(chunk)) ascii = false;
    if (validUtf8 && !ascii) validUtf8 = decodes(utf8, chunk);
    collector.add(chunk);
  }
  if (first.length === 0) throw new UnreadableFile('This file is empty.');
  refuseOtherFormats(first);
  const marked = byteOrderMark(first) ?? wideByZeros(first);
  if (marked) return { encoding: marked.encoding, confident: true, why: marked.why, samples: [] };
  if (ascii) return { encoding: 'utf-8', confident: true, why: 'Every character is plain ASCII.', samples: [] };
  if (validUtf8 && decodes(utf8)) return { encoding: 'utf-8', confident: true, why: 'The whole file is valid UTF-8.', samples: [] };
  const encoding: Encoding = collector.usesWindowsOnly ? 'windows-1252' : 'iso-8859-1';
  return { encoding, confident: false, why: 'The file is not UTF-8 and does not say which encoding it is in.', samples: collector.samples(encoding) };
}

/** The bytes as text. A byte order mark is dropped. Throws UnreadableFile where the bytes do not fit the encoding. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === 'windows-1252' || encoding === 'iso-8859-1') {
    for await (const chunk of bytes) yield iconv.decode(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), encoding);
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new UnreadableFile(`This file is not ${encoding.toUpperCase()} throughout. Choose another encoding.`);
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

function refuseOtherFormats(first: Uint8Array): void {
  for (const { bytes, sentence } of OTHER_FORMATS) if (bytes.every((byte, at) => first[at] === byte)) throw new UnreadableFile(sentence);
}

function byteOrderMark(first: Uint8Array): { encoding: Encoding; why: string } | undefined {
  const why = 'The file begins with a byte order mark.';
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return { encoding: 'utf-8', why };
  if (first[0] === 0xff && first[1] === 0xfe) return { encoding: 'utf-16le', why };
  if (first[0] === 0xfe && first[1] === 0xff) return { encoding: 'utf-16be', why };
  return undefined;
}

/** UTF-16 without a mark: in a table of mostly Latin letters every other byte is zero, always on the same side. */
function wideByZeros(first: Uint8Array): { encoding: Encoding; why: string } | undefined {
  const sides = [0, 0];
  first.forEach((byte, at) => {
    if (byte === 0) sides[at % 2] = (sides[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = sides;
  const enough = first.length / 2 / 3;
  const why = 'Every other byte is zero, as in UTF-16.';
  if (odd > enough && even < odd / 20) return { encoding: 'utf-16le', why };
  if (even > enough && odd < even / 20) return { encoding: 'utf-16be', why };
  return undefined;
}

function isAscii(chunk: Uint8Array): boolean {
  for (let at = 0; at < chunk.length; at++) if ((chunk[at] as number) > 127) return false;
  return true;
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Keeps the surroundings of the first few bytes above 127, and whether any of them means something in windows-1252 only. */
class SampleCollector {
  usesWindowsOnly = false;
  readonly #pieces: Buffer[] = [];

  add(chunk: Uint8Array): void {
    const until = this.#pieces.length < MOST_SAMPLES || !this.usesWindowsOnly ? chunk.length : 0;
    for (let at = 0; at < until; at++) {
      const byte = chunk[at] as number;
      if (byte < 128) continue;
      if (byte < 160) this.usesWindowsOnly = true;
      if (this.#pieces.length >= MOST_SAMPLES) continue;
      const [from, to] = [wordEdge(chunk, at, -1), wordEdge(chunk, at, 1)];
      this.#pieces.push(Buffer.from(chunk.subarray(from, to)));
      at = to;
    }
  }

  samples(encoding: Encoding): string[] {
    return this.#pieces.map((piece) => iconv.decode(piece, encoding));
  }
}

/** The end of the cell or line around a byte, at most 30 bytes away. */
function wordEdge(chunk: Uint8Array, at: number, step: 1 | -1): number {
  const ends = [0x0a, 0x0d, 0x2c, 0x3b, 0x09, 0x7c, 0x22];
  let edge = at;
  while (Math.abs(edge - at) < 30 && edge + step >= 0 && edge + step < chunk.length && !ends.includes(chunk[edge + step] as number)) edge += step;
  return step === 1 ? edge + 1 : edge;
}
