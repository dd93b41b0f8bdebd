import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { importFile, sendFile, type FileImport } from '../../../test/support/import-file.js';
import { bookableClinic, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, type Asker } from '../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
let number = 0;

beforeAll(async () => {
  house = await testApp({ role: 'all' });
  clinic = await bookableClinic(house.database, 0, {});
  desk = await personWith(house, clinic.clinicId, 'front_desk');
});
afterAll(() => house.close());

const send = (bytes: Buffer, kind: string, name = 'foreign.csv') => sendFile(house, desk, clinic.clinicId, { name, bytes }, kind, `Foreign ${++number}`);
const open = (bytes: Buffer, kind = 'clients', name = 'foreign.csv'): Promise<FileImport> => importFile(house, desk, clinic.clinicId, { name, bytes }, kind, `Foreign ${++number}`);
const taken = async (file: FileImport): Promise<Record<string, unknown>[]> => {
  expect(file.shown.open).toEqual([]);
  // Headers in words the importer does not know are the person's to say.
  if (file.shown.missing.length > 0) await file.map({}, { ...file.shown.mapping, externalId: 0, givenName: 1, familyName: 2, birthDate: 3 });
  await file.work('check');
  expect(await file.work('run')).toMatchObject({ status: 'done', failure: null });
  return house.database.rows(
    `select c.external_id as id, c.given_name as given, c.family_name as family, c.birth_date as born from clients.client c
     join exchange.import_change x on x.subject_id = c.id where x.import_id = $1 order by 1`,
    [file.shown.id],
  );
};
/** UTF-16 with the larger byte first, and its mark. */
const utf16be = (text: string): Buffer => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);

const PEOPLE = [
  { id: 'K-1', given: 'Zoë', family: 'Müller', born: '1984-02-25' },
  { id: 'K-2', given: 'José', family: 'Núñez', born: '1990-12-03' },
];
const GERMAN = 'Patientennummer;Vorname;Nachname;Geburtsdatum\r\nK-1;Zoë;Müller;25.02.1984\r\nK-2;José;Núñez;03.12.1990\r\n';
const ENGLISH = 'Patient ID\tFirst Name\tLast Name\tDate of Birth\nK-1\tZoë\tMüller\t02/25/1984\nK-2\tJosé\tNúñez\t12/03/1990\n';

describe('a file of clients that another program wrote', () => {
  it.each([
    ['semicolons, days first, UTF-8 with its mark', Buffer.from(`\ufeff${GERMAN}`)],
    ['tabs, months first, UTF-16', Buffer.from(`\ufeff${ENGLISH}`, 'utf16le')],
    ['tabs, months first, UTF-16 with the larger byte first', utf16be(ENGLISH)],
    ['bars, years first, lines ended by CR', Buffer.from('MRN|Given name|Surname|DOB\rK-1|Zoë|Müller|1984-02-25\rK-2|José|Núñez|1990-12-03')],
    ['every cell quoted, a quoted line break in one', Buffer.from('"patient_id","first_name","last_name","birthdate","note"\n"K-1","Zoë","Müller","1984-02-25","two\nlines; and, more"\n"K-2","José","Núñez","1990-12-03",""\n')],
    ['Excel’s own first line', Buffer.from(`sep=;\r\n${GERMAN}`)],
  ])('is read as it is meant: %s', async (_what, bytes) => {
    expect(await taken(await open(bytes))).toMatchObject(PEOPLE);
  });

  it('in an encoding it does not name is shown and asked about', async () => {
    const file = await open(Buffer.from(GERMAN, 'latin1'));
    expect(file.shown.open).toEqual(['encoding']);
    expect(file.shown.questions.find((one) => one.key === 'encoding')?.samples).toEqual(expect.arrayContaining(['Zoë', 'Müller']));
    await file.map({ encoding: 'windows-1252' });
    expect(await taken(file)).toMatchObject(PEOPLE);
  });

  it('whose dates fit both orders is asked about, each column by itself', async () => {
    const file = await open(Buffer.from('Patient ID,First Name,Last Name,DOB\n1,Ann,Lee,03/04/1990\n2,Bo,Lind,05/06/1985\n'));
    expect(file.shown.open).toEqual(['dates.3']);
    await file.map({ 'dates.3': 'dmy' });
    expect((await taken(file)).map((one) => one['born'])).toEqual(['1990-04-03', '1985-06-05']);
  });

  it('whose dates contradict each other refuses the odd ones rather than reading them the other way', async () => {
    const file = await open(Buffer.from('Patient ID,First Name,Last Name,DOB\n1,Ann,Lee,25/12/1990\n2,Bo,Lind,12/25/1985\n'));
    if (file.shown.open.length > 0) await file.map({ 'dates.3': 'dmy' });
    await file.work('check');
    expect(file.shown.counts?.refused).toBe(1);
    expect((await file.problems()).map(({ row, column }) => [row, column])).toEqual([[3, 'DOB']]);
  });

  it('whose dates are a spreadsheet’s day numbers refuses them', async () => {
    const file = await open(Buffer.from('Patient ID,First Name,Last Name,DOB\n1,Ann,Lee,33000\n2,Bo,Lind,31500\n'));
    await file.map({}, { externalId: 0, givenName: 1, familyName: 2, birthDate: 3 });
    if (file.shown.open.length > 0) return expect(file.shown.open).toEqual(['dates.3']);
    await file.work('check');
    expect(file.shown.counts?.refused).toBe(2);
  });

  it('with the same header twice keeps its columns apart', async () => {
    const file = await open(Buffer.from('Patient ID,First Name,Last Name,Phone,Phone\n1,Ann,Lee,503-555-0101,503-555-0102\n'));
    expect(file.shown.columns.map(({ name }) => name)).toEqual(['Patient ID', 'First Name', 'Last Name', 'Phone', 'Phone']);
    await file.map({}, { ...file.shown.mapping, phone: 4 });
    await file.work('check');
    await file.work('run');
    expect(await house.database.rows(`select phone from clients.client where external_source = $1`, [`Foreign ${number}`])).toEqual([{ phone: '5035550102' }]);
  });

  it('of 300 columns is read, the ones that matter found', async () => {
    const extra = Array.from({ length: 296 }, (_, at) => `Field ${at}`);
    const header = [...extra.slice(0, 150), 'MRN', 'First Name', 'Last Name', 'DOB', ...extra.slice(150)];
    const row = (id: string) => [...extra.slice(0, 150).map((_, at) => `v${at}`), id, 'Ann', 'Lee', '1990-02-25', ...extra.slice(150).map(() => '')];
    const file = await open(Buffer.from([header, row('1'), row('2')].map((cells) => cells.join(',')).join('\n')));
    expect(file.shown.mapping).toMatchObject({ externalId: 150, givenName: 151, familyName: 152, birthDate: 153 });
    expect(await taken(file)).toHaveLength(2);
  });
});

describe('a file of visits with decimal commas', () => {
  it('takes whole minutes written with a comma, and refuses what is no time of anything', async () => {
    const rows = 'Termin;Patient;Datum;Uhrzeit;Dauer (min);Status\nT1;K-1;25.02.2026;10:00;50,0;attended\nT2;K-1;26.02.2026;10:00;fünfzig;attended\nT3;K-1;27.02.2026;25:00;50;attended\n';
    const file = await open(Buffer.from(rows), 'attendance');
    await file.map({ newClients: 'create', names: 'numbered', service: clinic.individualServiceId, leaveOutRefused: 'yes' }, { sessionExternalId: 0, clientExternalId: 1, day: 2, startTime: 3, durationMinutes: 4, status: 5 });
    expect(file.shown.open).toEqual([]);
    await file.work('check');
    expect([file.shown.counts?.taken, (await file.problems()).map(({ row, column }) => [row, column])]).toEqual([1, [[3, 'Dauer (min)'], [4, 'Uhrzeit']]]);
  });
});

describe('a file that is something else', () => {
  it.each([
    ['nothing', 'clients', Buffer.alloc(0), 'empty'],
    ['a header alone', 'clients', Buffer.from('id,name\n'), 'no rows'],
    ['a workbook called CSV', 'clients', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4]), 'Save the sheet as CSV'],
    ['JSON that is no FHIR', 'fhir', Buffer.from('{"patients": [{"name": "Ann"}]}'), 'no resourceType'],
    ['a table given as FHIR', 'fhir', Buffer.from('id,name\n1,Ann\n'), 'neither whole JSON'],
    ['a bundle cut short', 'fhir', Buffer.from('{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"'), 'neither whole JSON'],
    ['FHIR in another encoding', 'fhir', Buffer.from('{"resourceType":"Patient","id":"é"}', 'latin1'), 'UTF-8'],
    ['a bundle without entries', 'fhir', Buffer.from('{"resourceType":"Bundle","type":"collection"}'), 'no FHIR resource'],
  ])('is refused in words: %s', async (_what, kind, bytes, words) => {
    const answer = await send(bytes, kind);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(words);
  });

  it('a bundle with an animal takes the people and says which is none', async () => {
    const animal = { resourceType: 'Patient', id: 'kenzi', name: [{ given: ['Kenzi'] }], extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-animal' }] };
    const person = { resourceType: 'Patient', id: 'ann', name: [{ given: ['Ann'], family: 'Lee' }] };
    const file = await open(Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: animal }, { resource: person }, { resource: { resourceType: 'Observation', id: 'o' } }] })), 'fhir', 'bundle.json');
    await file.map({ leaveOutRefused: 'yes' });
    await file.work('check');
    expect(await file.work('run')).toMatchObject({ status: 'done', counts: { rows: 2, refused: 1, made: { clients: { created: 1 } }, notTaken: [{ type: 'Observation', count: 1 }] } });
    expect(await file.problems()).toMatchObject([{ row: 1, code: 'animal' }]);
  });
});
