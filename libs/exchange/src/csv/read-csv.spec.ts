import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { describeWithPublicData } from '../../../../test/support/public-data.js';
import { detectDelimiter } from './delimiter.js';
import { decodeText, detectEncoding, UnreadableFile, type Encoding } from './encoding.js';
import { inspectCsv, openCsv, type CsvFormat, type CsvRow } from './read-csv.js';

const COMMA: CsvFormat = { encoding: 'utf-8', delimiter: ',' };
const CLIENTS = 'Nº,Nome,Nascimento\r\n1,José Ávila,1990-05-17\r\n2,Zoë O’Neil,1988-02-01\r\n';

/** The bytes in chunks so small that every character is cut somewhere. */
async function* inPieces(bytes: Uint8Array, size = 3): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const pieces = (text: string, encoding = 'utf8', addBOM = false) => inPieces(iconv.encode(text, encoding, { addBOM }));

async function rowsOf(text: string, format: CsvFormat = COMMA): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of (await openCsv(pieces(text), format)).rows) rows.push(row);
  return rows;
}

async function textOf(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of decodeText(bytes, encoding)) text += piece;
  return text;
}

describe('the encoding of a file', () => {
  it.each<[string, string, boolean, Encoding, boolean]>([
    ['plain ASCII', 'ascii', false, 'utf-8', true],
    ['UTF-8 without a mark', 'utf8', false, 'utf-8', true],
    ['UTF-8 with a mark, as Excel saves it', 'utf8', true, 'utf-8', true],
    ['UTF-16, little end first, with a mark', 'utf16le', true, 'utf-16le', true],
    ['UTF-16, big end first, with a mark', 'utf16be', true, 'utf-16be', true],
    ['UTF-16, little end first, without a mark', 'utf16le', false, 'utf-16le', true],
    ['UTF-16, big end first, without a mark', 'utf16be', false, 'utf-16be', true],
    ['Windows-1252 is only likely', 'win1252', false, 'windows-1252', false],
  ])('%s', async (title, encoding, mark, expected, confident) => {
    const text = title === 'plain ASCII' ? 'id,name\n1,Jose\n' : CLIENTS;
    const finding = await detectEncoding(pieces(text, encoding, mark));
    expect(finding).toMatchObject({ encoding: expected, confident });
    expect(await textOf(pieces(text, encoding, mark), finding.encoding)).toBe(text);
  });

  it('a single-byte file is never taken for certain: the samples show how it would read', async () => {
    const finding = await detectEncoding(inPieces(iconv.encode('id,nome\n1,José\n2,Conceição\n', 'latin1'), 100));
    expect(finding).toEqual({ encoding: 'iso-8859-1', confident: false, why: 'The file is not UTF-8 and does not say which encoding it is in.', samples: ['José', 'Conceição'] });
  });

  it('one letter that is not UTF-8 at the very end is enough to ask', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\n1,José\n'.repeat(5000)), Buffer.from([0x32, 0x2c, 0xe9, 0x0a])]);
    expect(await detectEncoding(inPieces(bytes, 65_536))).toMatchObject({ confident: false });
    await expect(textOf(inPieces(bytes, 65_536), 'utf-8')).rejects.toThrow('This file is not UTF-8 throughout. Choose another encoding.');
  });

  it('a letter cut off at the end of the file is not valid UTF-8', async () => {
    expect(await detectEncoding(inPieces(Buffer.from('name\nJosé').subarray(0, -1)))).toMatchObject({ confident: false });
  });

  it.each<[string, number[], string]>([
    ['an empty file', [], 'This file is empty.'],
    ['an Excel workbook', [0x50, 0x4b, 3, 4, 20], 'This is a workbook or a zip archive, not a CSV file. Save the sheet as CSV and import that.'],
    ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'This is an old Excel workbook, not a CSV file. Save the sheet as CSV and import that.'],
    ['a PDF', [...Buffer.from('%PDF-1.7')], 'This is a PDF, not a CSV file.'],
    ['a compressed file', [0x1f, 0x8b, 8], 'This file is compressed. Unpack it and import the CSV file in it.'],
  ])('%s is refused by name', async (_, bytes, sentence) => {
    await expect(detectEncoding(inPieces(Uint8Array.from(bytes)))).rejects.toThrow(new UnreadableFile(sentence));
  });
});

describe('the delimiter of a file', () => {
  it.each<[string, string, string, boolean]>([
    ['commas', 'id,name\n1,Ana\n2,Ben\n', ',', true],
    ['semicolons, with decimal commas in the cells', 'id;name;fee\n1;Ana;12,50\n2;Ben;8,00\n', ';', true],
    ['tabs', 'id\tname\n1\tÁvila, Ana\n2\tBen\n', '\t', true],
    ['bars', 'id|name|at\n1|Ana|2026-01-01 10:00\n', '|', true],
    ['commas within quotes do not count', 'name;note\n"Ávila, Ana";"a, b, c"\n"Oh, Ben";"d, e"\n', ';', true],
    ['line breaks within quotes do not end a row', 'id,note\n1,"first\nsecond;third"\n2,"x"\n', ',', true],
    ['what the first line says', 'sep=;\nid;name\n1;a,b,c,d\n', ';', true],
    ['one column', 'name\nAna\nBen\n', ',', true],
    ['a header alone', 'id;name', ';', true],
    ['rows that agree on nothing are asked about', 'a,b\n1\n2,3,4\n5\n', ',', false],
    ['two that fit alike are asked about', 'a,b;c\n1,2;3\n', ',', false],
  ])('%s', (_, text, delimiter, confident) => {
    expect(detectDelimiter(text)).toMatchObject({ delimiter, confident });
  });
});

describe('the rows of a file', () => {
  it('are numbered as a spreadsheet numbers them, past empty rows and quoted line breaks', async () => {
    expect(await rowsOf('id,note\n1,"one\r\ntwo"\n\n2,"say ""hi"""\n,\n3, x \n')).toEqual([
      { row: 2, cells: ['1', 'one\r\ntwo'] },
      { row: 4, cells: ['2', 'say "hi"'] },
      { row: 6, cells: ['3', ' x '] },
    ]);
  });

  it('that do not fit the header are handed on with their problem, and the next ones are read', async () => {
    expect(await rowsOf('id,name,day\n1,Ana\n2,Ben,Mon,extra\n3,Cem,Tue,,\n4,Dee,Wed\n')).toEqual([
      { row: 2, cells: ['1', 'Ana'], problem: 'This row has 2 cells, the header has 3.' },
      { row: 3, cells: ['2', 'Ben', 'Mon', 'extra'], problem: 'This row has 4 cells, the header has 3.' },
      { row: 4, cells: ['3', 'Cem', 'Tue'] },
      { row: 5, cells: ['4', 'Dee', 'Wed'] },
    ]);
  });

  it('that hold NUL are told apart', async () => {
    const rows = await rowsOf('id,name\n1,A\u0000na\n2,Ben\n');
    expect(rows.map(({ problem }) => problem)).toEqual(['This row holds a character that cannot be stored (NUL).', undefined]);
  });

  it('keep a quotation mark inside a word and empty columns at the end of the header out', async () => {
    const file = await openCsv(pieces('id , height,,\n1,5\'10" tall,,\n'), COMMA);
    expect(file.header).toEqual(['id', 'height']);
    expect(await collect(file.rows)).toEqual([{ row: 2, cells: ['1', '5\'10" tall'] }]);
  });

  it('may come from Excel with sep= on top', async () => {
    const file = await openCsv(pieces('sep=;\r\nid;name\r\n1;Ana\r\n'), { encoding: 'utf-8', delimiter: ';' });
    expect(file.header).toEqual(['id', 'name']);
    expect(await collect(file.rows)).toEqual([{ row: 3, cells: ['1', 'Ana'] }]);
  });

  it('stop at a quotation mark that is never closed, naming the row', async () => {
    await expect(rowsOf('id,name\n1,Ana\n2,"Ben\n3,Cem\n')).rejects.toThrow(new UnreadableFile('A quotation mark opened in row 3 is never closed.', 3));
    await expect(rowsOf(`id,name\n1,Ana\n2,"Ben\n${'3,Cem\n'.repeat(200_000)}`)).rejects.toThrow('A quotation mark opened in row 3 is never closed.');
  });

  it('need a header', async () => {
    await expect(openCsv(pieces('\n\n'), COMMA)).rejects.toThrow('This file has no rows.');
    await expect(openCsv(pieces(',,\n1,2,3\n'), COMMA)).rejects.toThrow('The first row is empty');
    await expect(openCsv(pieces(`${'a,'.repeat(1000)}a\n`), COMMA)).rejects.toThrow('1000 are the most');
    await expect(openCsv(pieces(`Name,${'a'.repeat(1001)}\n1,2\n`), COMMA)).rejects.toThrow('The name of column 2 is longer than 1000 characters');
  });

  it('are read in bounded memory from a file of any size', async () => {
    const megabytes = 100;
    const line = Buffer.from('29872499824296,5642903,F,2016-04-29T18:38:08Z,"JARDIM DA PENHA, VITÓRIA",No\n');
    const block = Buffer.concat(Array.from({ length: 800 }, () => line));
    async function* large(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('PatientId,AppointmentID,Gender,ScheduledDay,Neighbourhood,No-show\n');
      for (let sent = 0; sent < megabytes * 1e6; sent += block.length) yield block;
    }
    let rows = 0;
    let most = 0;
    const before = process.memoryUsage().heapUsed;
    for await (const { problem } of (await openCsv(large(), COMMA)).rows) {
      rows++;
      if (problem) throw new Error(problem);
      if (rows % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(rows).toBe(Math.ceil((megabytes * 1e6) / block.length) * 800);
    expect(most).toBeLessThan(60e6);
  }, 120_000);
});

describe('a first look at a file', () => {
  it('finds encoding, delimiter, columns and first rows', async () => {
    const inspection = await inspectCsv(() => pieces(CLIENTS.replaceAll(',', ';'), 'utf16le', true), {}, 1);
    expect(inspection).toMatchObject({ encoding: { encoding: 'utf-16le', confident: true }, delimiter: { delimiter: ';', confident: true }, header: ['Nº', 'Nome', 'Nascimento'] });
    expect(inspection.firstRows).toEqual([{ row: 2, cells: ['1', 'José Ávila', '1990-05-17'] }]);
  });

  it('looks through what a person chose', async () => {
    const inspection = await inspectCsv(() => pieces('id,nome\n1,José\n', 'win1252'), { encoding: 'windows-1252', delimiter: ',' });
    expect(inspection.encoding).toMatchObject({ encoding: 'windows-1252', confident: true, why: 'Chosen by you.' });
    expect(inspection.firstRows[0]?.cells).toEqual(['1', 'José']);
  });

  it('is content with a beginning that ends inside a quoted cell', async () => {
    const inspection = await inspectCsv(() => pieces(`id,note\n1,a\n2,"${'x\n'.repeat(200_000)}"\n`));
    expect(inspection.firstRows.map(({ row }) => row)).toEqual([2]);
  });
});

describeWithPublicData('the public no-shows file', 'no-shows/noshow_appointments_dev.csv', (file) => {
  it('holds 54,894 appointments of 38,054 clients, 43,363 of them kept', async () => {
    const open = () => createReadStream(file) as AsyncIterable<Uint8Array>;
    const inspection = await inspectCsv(open);
    expect(inspection).toMatchObject({ encoding: { encoding: 'utf-8', confident: true }, delimiter: { delimiter: ',', confident: true } });
    const table = await openCsv(open(), COMMA);
    const columns = new Map(table.header.map((name, at) => [name, at]));
    const cell = (row: CsvRow, name: string) => row.cells[columns.get(name) ?? -1] ?? '';
    const clients = new Set<string>();
    let [appointments, kept, problems] = [0, 0, 0];
    for await (const row of table.rows) {
      appointments++;
      clients.add(cell(row, 'PatientId'));
      if (cell(row, 'No-show') === 'No') kept++;
      if (row.problem) problems++;
    }
    expect({ appointments, clients: clients.size, kept, problems }).toEqual({ appointments: 54_894, clients: 38_054, kept: 43_363, problems: 0 });
  });
});

describeWithPublicData('the public Synthea files', 'synthea-csv/patients.csv', (patients) => {
  it.each([['patients', 27, 25], ['providers', 166, 12], ['encounters', 604, 15], ['careplans', 49, 9]])('%s holds %i rows of %i columns', async (name, rows, columns) => {
    const open = () => createReadStream(patients.replace('patients.csv', `${name}.csv`)) as AsyncIterable<Uint8Array>;
    const { encoding, delimiter } = await inspectCsv(open);
    const table = await openCsv(open(), { encoding: encoding.encoding, delimiter: delimiter.delimiter });
    expect(table.header).toHaveLength(columns);
    const read = await collect(table.rows);
    expect(read.filter(({ problem }) => problem)).toEqual([]);
    expect(read).toHaveLength(rows);
  });
});

async function collect(rows: AsyncIterable<CsvRow>): Promise<CsvRow[]> {
  const all: CsvRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
