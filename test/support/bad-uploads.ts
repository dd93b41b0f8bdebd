import { gzipSync } from 'node:zlib';

/** A form that is sent as it stands. */
export interface Upload {
  what: string;
  payload: Buffer;
  /** Empty: none is said. */
  boundary: string;
}

const BOUNDARY = '----stepwell-bad-upload';
const field = (name: string, value: string): Buffer => Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
const file = (bytes: Buffer, { name = 'file', fileName = 'people.csv', headers = '' } = {}): Buffer =>
  Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\n${headers}Content-Type: application/octet-stream\r\n\r\n`), bytes, Buffer.from('\r\n')]);
const END = Buffer.from(`--${BOUNDARY}--\r\n`);

/** Bytes without a meaning, the same at every run. */
function noise(length: number): Buffer {
  let state = 20_261_127;
  return Buffer.from(Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % 256));
}

const KINDS = ['clients', 'staff', 'sessions', 'fhir'];
const GOOD = Buffer.from('Family name,Given name,Birth date\r\nPark,Ana,1990-01-02\r\n');
/** Ten megabytes of nothing in ten kilobytes. */
const BOMB = gzipSync(Buffer.alloc(10_000_000));

const form = (what: string, ...parts: Buffer[]): Upload => ({ what, payload: Buffer.concat([...parts, END]), boundary: BOUNDARY });
const facts = (kind: string): Buffer[] => [field('kind', kind), field('sourceName', 'Old system')];

/** Forms whose file is good, with something odd about it; it may be taken or refused, and nothing of the oddness is kept. */
export function oddUploads(): Upload[] {
  return [
    form('a file name of a megabyte', ...facts('clients'), file(GOOD, { fileName: 'x'.repeat(1_000_000) })),
    form('a part with a header line of a megabyte', ...facts('clients'), file(GOOD, { headers: `X-Long: ${'x'.repeat(1_000_000)}\r\n` })),
    form('a part with ten thousand headers', ...facts('clients'), file(GOOD, { headers: 'X-Many: 1\r\n'.repeat(10_000) })),
    form('a file name that leads elsewhere', ...facts('clients'), file(GOOD, { fileName: '../../../../etc/passwd' })),
    form('a file name that breaks texts', ...facts('clients'), file(GOOD, { fileName: `'; drop table clients.client; --<script>` })),
  ];
}

/** Forms with a file that no import can take; each must be refused, and none of it kept. */
export function wrongUploads(): Upload[] {
  const contents: [string, Buffer][] = [
    ['an empty file', Buffer.alloc(0)],
    ['nothing but a byte order mark', Buffer.from([0xef, 0xbb, 0xbf])],
    ['binary garbage', noise(20_000)],
    ['zeroes', Buffer.alloc(5000)],
    ['line ends only', Buffer.from('\r\n'.repeat(1000))],
    ['a header line of a megabyte', Buffer.from(`${'x'.repeat(1_000_000)},Name\r\n1,2\r\n`)],
    ['a hundred thousand columns', Buffer.from(`${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join()}\r\n1\r\n`)],
    ['a header without rows in UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Family name,Given name\r\n', 'utf16le')])],
    ['half a character of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Family name,Given name\r\nPark', 'utf16le'), Buffer.from([0x41])])],
    ['a quote that never ends', Buffer.from(`Name\r\n"${'x'.repeat(2_000_000)}`)],
    ['a compressed file that grows a thousandfold', BOMB],
    ['brackets nested ten thousand deep', Buffer.from(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
  ];
  return [
    form('no part at all'),
    form('a file and nothing said about it', file(GOOD)),
    form('everything but the file', ...facts('clients')),
    form('a file under another name', ...facts('clients'), file(GOOD, { name: 'upload' })),
    form('two files', ...facts('clients'), file(GOOD), file(GOOD)),
    form('an unknown kind', field('kind', '<script>alert(1)</script>'), field('sourceName', 'Old system'), file(GOOD)),
    form('no source', field('kind', 'clients'), field('sourceName', '   '), file(GOOD)),
    form('a source with a NUL', field('kind', 'clients'), field('sourceName', 'Old\u0000system'), file(GOOD)),
    form('a source of a megabyte', field('kind', 'clients'), field('sourceName', 'x'.repeat(1_000_000)), file(GOOD)),
    form('a field that changes what objects are', ...facts('clients'), field('__proto__', 'admin'), file(GOOD, { name: '__proto__' })),
    form('five thousand fields', ...facts('clients'), ...Array.from({ length: 5000 }, (_, n) => field(`f${n}`, 'x')), file(GOOD)),
    { what: 'a form cut short', payload: Buffer.concat([...facts('clients'), file(GOOD)]).subarray(0, -30), boundary: BOUNDARY },
    { what: 'another boundary than was said', payload: Buffer.concat([...facts('clients'), file(GOOD), END]), boundary: 'something-else' },
    { what: 'no boundary', payload: Buffer.concat([...facts('clients'), file(GOOD), END]), boundary: '' },
    { what: 'no form', payload: noise(5000), boundary: BOUNDARY },
    { what: 'nothing', payload: Buffer.alloc(0), boundary: BOUNDARY },
    ...KINDS.flatMap((kind) => contents.map(([what, bytes]) => form(`${what} as ${kind}`, ...facts(kind), file(bytes)))),
  ];
}
