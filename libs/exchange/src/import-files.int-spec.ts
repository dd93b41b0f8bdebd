import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { FileImport, importFile, sendFile } from '../../../test/support/import-file.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import { ReceiveFile } from './api/receive-file.service.js';
import { ImportJobs } from './work/imports.job.js';

const own = (name: string): string => fileURLToPath(new URL(`../test-data/${name}`, import.meta.url));

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;

beforeAll(async () => {
  house = await testApp({ role: 'all' });
  clinic = await bookableClinic(house.database, 1);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
});
afterAll(() => house.close());

/** How many of what the clinic holds; compared before and after. */
const counted = (): Promise<object> =>
  house.database.one(
    `select (select count(*)::int from clients.client where clinic_id = $1) as clients, (select count(*)::int from team.staff where clinic_id = $1) as staff,
       (select count(*)::int from scheduling.session where clinic_id = $1) as sessions, (select count(*)::int from scheduling.participation where clinic_id = $1) as places,
       (select count(*)::int from attendance.mark where clinic_id = $1) as marks`,
    [clinic.clinicId],
  );
const open = (file: string, kind: string, source = 'Old system') => importFile(house, desk, clinic.clinicId, own(file), kind, source);
const send = (name: string, text: string | Buffer, kind = 'clients') => sendFile(house, desk, clinic.clinicId, { name, bytes: Buffer.from(text as string) }, kind, 'Old system');

describe('a file of clients', () => {
  it('is mapped by guess, asks what only a person can know, and is checked without changing anything', async () => {
    const before = await counted();
    const file = await open('clients.csv', 'clients');
    expect(file.shown).toMatchObject({ status: 'uploaded', rows: 5, mapping: { externalId: 0, familyName: 1, givenName: 2, birthDate: 3, sex: 4, phone: 5, email: 6, age: 7 }, open: ['value.sex.d'], missing: [] });
    const early = await desk.ask('POST', `/clinics/${clinic.clinicId}/imports/${file.shown.id}/check`);
    expect([early.statusCode, problemOf(early), early.json().questions]).toEqual([409, 'open-questions', ['value.sex.d']]);
    await file.map({ 'value.sex.d': 'other' });
    expect(await file.work('check')).toMatchObject({ status: 'checked', counts: { rows: 5, taken: 5, refused: 0, made: { clients: { created: 5, updated: 0, unchanged: 0 } } } });
    expect(await counted()).toEqual(before);
  });

  it('is taken once: a second run of the same file finds every client unchanged, and names the mapping it remembers', async () => {
    const file = await open('clients.csv', 'clients');
    await file.map({ 'value.sex.d': 'other' });
    await file.work('check');
    expect(await file.work('run')).toMatchObject({ status: 'done', counts: { made: { clients: { created: 5 } } }, progressDone: 5, progressTotal: 5 });
    const again = await open('clients.csv', 'clients');
    expect(again.shown).toMatchObject({ remembered: { fileName: 'clients.csv' }, open: [], answers: { 'value.sex.d': 'other' } });
    await again.work('check');
    expect(await again.work('run')).toMatchObject({ counts: { made: { clients: { created: 0, updated: 0, unchanged: 5 } } } });
    const people = await house.database.rows(`select external_id as id, given_name as given, family_name as family, birth_date as born, sex, phone from clients.client where clinic_id = $1 and external_source = 'Old system' order by external_id`, [clinic.clinicId]);
    expect(people).toMatchObject([
      { id: '0017', given: 'Ada', family: 'Okafor', born: '1990-05-17', sex: 'female', phone: '5035550117' },
      { id: '0018', given: 'Jürgen', family: 'Müller', born: '1984-11-02', sex: 'male' },
      { id: '0019', given: 'Inés', family: 'de la Cruz' },
      { id: '0020', sex: 'other' },
      { id: '0021', given: 'Robin', family: 'Null', sex: 'unknown' },
    ]);
  });

  it('never takes a day for a month: where no date decides, it asks', async () => {
    const { body } = await send('short.csv', 'ID,Name,DOB\n1,Ann Lee,03/04/1990\n2,Bo Lind,05/06/1985\n');
    expect(JSON.parse(body)).toMatchObject({ open: ['dates.2'], questions: expect.arrayContaining([expect.objectContaining({ key: 'dates.2', choices: [{ value: 'dmy', label: expect.any(String) }, { value: 'mdy', label: expect.any(String) }] })]) });
  });

  it('refuses an age that cannot be and a birth in the future at their column, and with them the whole file', async () => {
    const before = await counted();
    const { body } = await send('bad.csv', 'ID,Name,DOB,Age\n501,Ann Lee,1990-03-14,-1\n502,Bo Lind,2031-03-14,3\n503,Cy Ray,1980-12-25,45\n503,Cy Ray,1980-12-25,45\n');
    const { id } = JSON.parse(body);
    const path = `/clinics/${clinic.clinicId}/imports/${id}`;
    const file = await importFile(house, desk, clinic.clinicId, { name: 'bad.csv', bytes: Buffer.from('ID,Name,DOB,Age\n501,Ann Lee,1990-03-14,-1\n502,Bo Lind,2031-03-14,3\n503,Cy Ray,1980-12-25,45\n503,Cy Ray,1980-12-25,45\n') }, 'clients', 'Old system');
    expect(await file.work('check')).toMatchObject({ counts: { rows: 4, taken: 1, refused: 3 } });
    expect(await file.problems()).toMatchObject([{ row: 2, column: 'Age', code: 'bad-age' }, { row: 3, column: 'DOB', code: 'in-the-future' }, { row: 5, code: 'repeated' }]);
    expect(await file.problems('&code=bad-age')).toHaveLength(1);
    await expect(file.work('run')).rejects.toThrow('rows-refused');
    expect(await counted()).toEqual(before);
    const csv = await desk.ask('GET', `/clinics/${clinic.clinicId}/imports/${file.shown.id}/problems/export`);
    expect(csv.body.split('\r\n')).toHaveLength(5);
    await file.map({ leaveOutRefused: 'yes' });
    await file.work('check');
    expect(await file.work('run')).toMatchObject({ status: 'done', counts: { made: { clients: { created: 1 } } } });
    expect(await file.work('undo')).toMatchObject({ status: 'undone' });
    expect(await counted()).toEqual(before);
    expect((await desk.ask('DELETE', path)).statusCode).toBe(204);
    expect((await desk.ask('GET', path)).statusCode).toBe(404);
  });

  it('gives back what it changed in a chart, and removes no chart somebody built on', async () => {
    const rows = (phone: string): Buffer => Buffer.from(`ID,Name,Phone\n701,Dee Falk,${phone}\n`);
    const run = async (phone: string) => {
      const file = await importFile(house, desk, clinic.clinicId, { name: 'one.csv', bytes: rows(phone) }, 'clients', 'Old system');
      await file.work('check');
      await file.work('run');
      return file;
    };
    const first = await run('503-555-0101');
    const second = await run('503-555-0202');
    expect(second.shown.counts?.made.clients).toEqual({ created: 0, updated: 1, unchanged: 0 });
    await second.work('undo');
    const chart = await house.database.one<{ id: string; phone: string }>(`select id, phone from clients.client where clinic_id = $1 and external_id = '701'`, [clinic.clinicId]);
    expect(chart.phone).toBe('5035550101');
    const refused = await desk.ask('POST', `/clinics/${clinic.clinicId}/imports/${first.shown.id}/undo`);
    expect([refused.statusCode, problemOf(refused), refused.json().builtOn]).toEqual([409, 'import-in-use', { 'charts edited since': 1 }]);
  });
});

describe('files of staff and sessions', () => {
  it('take disciplines in words we know and ask for the others', async () => {
    const file = await open('staff.csv', 'staff');
    expect(file.shown.open).toEqual(['discipline']);
    expect(file.shown.vocabularies).toMatchObject([{ field: 'discipline', values: [{ meaning: 'psychologist' }, { meaning: 'nurse_practitioner' }, { meaning: null }] }]);
    await file.map({ discipline: 'counselor' });
    await file.work('check');
    expect(await file.work('run')).toMatchObject({ counts: { made: { staff: { created: 3 } } } });
    expect(await house.database.rows(`select external_id as id, given_name as given, family_name as family, discipline, title from team.staff where clinic_id = $1 and external_source = 'Old system' order by 1`, [clinic.clinicId])).toMatchObject([
      { id: 'P-1', given: 'Noor', family: 'Haddad', discipline: 'psychologist', title: 'PsyD' },
      { id: 'P-2', discipline: 'nurse_practitioner' },
      { id: 'P-3', discipline: 'counselor' },
    ]);
  });

  it('refuse a client or a clinician in two places at once, naming the row in the way, and a client nobody knows', async () => {
    const file = await open('sessions.csv', 'sessions');
    expect(file.shown.open).toEqual(['service', 'past']);
    await file.map({ service: clinic.individualServiceId, past: 'attended' });
    expect(await file.work('check')).toMatchObject({ counts: { rows: 6, refused: 3, taken: 3 } });
    expect(await file.problems()).toMatchObject([
      { row: 3, code: 'time-taken', detail: 'The client is then in the session of row 2.' },
      { row: 5, code: 'time-taken', detail: 'The clinician is then in the session of row 4.' },
      { row: 6, code: 'unknown-client' },
    ]);
    await file.map({ ...file.shown.answers, staffOverlap: 'without-staff', leaveOutRefused: 'yes' });
    await file.work('check');
    expect(await file.work('run')).toMatchObject({ status: 'done', counts: { refused: 2, warnings: 1, made: { sessions: { created: 4 }, attendance: { created: 3 } } } });
    expect(await house.database.rows(`select s.external_id as id, p.status from scheduling.session s join scheduling.participation p on p.session_id = s.id where s.clinic_id = $1 and s.external_source = 'Old system' order by 1`, [clinic.clinicId])).toEqual([
      { id: 'S-1', status: 'attended' }, { id: 'S-3', status: 'attended' }, { id: 'S-4', status: 'attended' }, { id: 'S-6', status: 'booked' },
    ]);
    const again = await open('sessions.csv', 'sessions');
    await again.map({ ...again.shown.answers, leaveOutRefused: 'yes' });
    await again.work('check');
    expect(await again.work('run')).toMatchObject({ counts: { made: { sessions: { created: 0, unchanged: 4 }, attendance: { created: 0, updated: 0, unchanged: 3 } } } });
    await file.work('undo');
    expect(await house.database.rows(`select 1 from scheduling.session where clinic_id = $1 and external_source = 'Old system'`, [clinic.clinicId])).toEqual([]);
  });
});

describe('a file longer than a batch', () => {
  it('is judged by all the rows before: which of them holds the time, which said the same, how many came before on a day', async () => {
    const before = await counted();
    const hour = (at: number): string => new Date(Date.UTC(2025, 0, 6, at)).toISOString();
    const hours = Array.from({ length: 400 }, (_, at) => `L-${at},${hour(at)},${hour(at + 1)},0017`);
    const sessions = ['Id,START,STOP,PATIENT', ...hours, `L-400,${hour(1)},${hour(2)},0017`, `L-3,${hour(3)},${hour(4)},0017`].join('\n');
    const first = await importFile(house, desk, clinic.clinicId, { name: 'long.csv', bytes: Buffer.from(sessions) }, 'sessions', 'Old system');
    await first.map({ service: clinic.individualServiceId, past: 'attended', leaveOutRefused: 'yes' });
    expect(await first.work('check')).toMatchObject({ counts: { rows: 402, refused: 2, taken: 400 } });
    expect(await first.problems()).toMatchObject([
      { row: 402, code: 'time-taken', detail: 'The client is then in the session of row 3.' },
      { row: 403, code: 'repeated', detail: 'Row 5 says the same visit of the same client.' },
    ]);
    expect(await first.work('run')).toMatchObject({ status: 'done', counts: { made: { sessions: { created: 400 }, attendance: { created: 400 } } } });

    const visits = ['Visit ID,Client ID,Sex,Booked on,Visit date,Missed', ...Array.from({ length: 400 }, (_, at) => `D-${at},${at % 390},F,2026-02-01,2026-02-09,No`)].join('\n');
    const second = await importFile(house, desk, clinic.clinicId, { name: 'long.csv', bytes: Buffer.from(visits) }, 'attendance', 'Older system');
    await second.map({ newClients: 'create' });
    await second.map({ newClients: 'create', service: clinic.individualServiceId, firstTime: '09:00', minutes: '30', sameDay: 'follow', names: 'numbered' });
    expect(await second.work('check')).toMatchObject({ counts: { rows: 400, refused: 0 } });
    await second.work('run');
    const starts = await house.database.rows(`select starts_at as at, count(*)::int as n from scheduling.session where clinic_id = $1 and external_source = 'Older system' group by 1 order by 1`, [clinic.clinicId]);
    expect(starts).toEqual([{ at: new Date('2026-02-09T14:00:00Z'), n: 390 }, { at: new Date('2026-02-09T14:30:00Z'), n: 10 }]);

    const people = await importFile(house, desk, clinic.clinicId, { name: 'people.csv', bytes: Buffer.from(['ID,Name', ...Array.from({ length: 400 }, (_, at) => `${at === 399 ? 7 : at},Ann Lee`)].join('\n')) }, 'clients', 'Oldest system');
    expect(await people.work('check')).toMatchObject({ counts: { refused: 1 } });
    expect(await people.problems('&severity=error')).toMatchObject([{ row: 401, code: 'repeated', detail: 'Row 9 has the same id.' }]);

    for (const file of [second, first]) expect(await file.work('undo')).toMatchObject({ status: 'undone', failure: null });
    expect(await counted()).toEqual(before);
    expect(await house.database.rows(`select changes from platform.audit_entry where action = 'exchange.import-undone' and subject_id = $1`, [second.shown.id])).toEqual([{ changes: { clients: 390, staff: 0, sessions: 400, cancelled: 0, kept: 0 } }]);
  });
});

describe('one file of clients, visits and attendance', () => {
  const ANSWERS = (service: string) => ({ service, firstTime: '09:00', minutes: '30', sameDay: 'follow', newClients: 'create', names: 'numbered' });

  it('makes charts by number and lets visits of one day follow one another; undone, nothing is left of it', async () => {
    const before = await counted();
    const file = await open('attendance.csv', 'attendance');
    await file.map({ newClients: 'create' });
    expect(file.shown.open.sort()).toEqual(['firstTime', 'minutes', 'names', 'sameDay', 'service']);
    expect(file.shown.vocabularies.find((one) => one.field === 'noShow')?.values).toMatchObject([{ value: 'No', count: 5, meaning: 'attended' }, { value: 'Yes', count: 1, meaning: 'no_show' }]);
    await file.map({ ...ANSWERS(clinic.individualServiceId), leaveOutRefused: 'yes' });
    expect(await file.work('check')).toMatchObject({ counts: { rows: 6, refused: 2 } });
    expect(await file.problems()).toMatchObject([{ row: 5, column: 'Booked on', code: 'before-booking' }, { row: 7, code: 'repeated' }]);
    await file.work('run');
    const visits = await house.database.rows(
      `select s.external_id as id, p.status, s.starts_at as at, c.given_name || ' ' || c.family_name as name from scheduling.session s join scheduling.participation p on p.session_id = s.id
       join clients.client c on c.id = p.client_id where s.clinic_id = $1 and s.external_source = 'Old system' order by 1`,
      [clinic.clinicId],
    );
    expect(visits).toEqual([
      { id: 'V-1', status: 'attended', at: new Date('2026-02-09T14:00:00Z'), name: 'Client 900' },
      { id: 'V-2', status: 'attended', at: new Date('2026-02-09T14:30:00Z'), name: 'Client 900' },
      { id: 'V-3', status: 'no_show', at: new Date('2026-02-10T14:00:00Z'), name: 'Client 901' },
      { id: 'V-5', status: 'attended', at: new Date('2026-02-12T14:00:00Z'), name: 'Client 901' },
    ]);
    await file.work('undo');
    expect(await counted()).toEqual(before);
  });

  it('is not doubled by two people who import it at once', async () => {
    const director = await personWith(house, clinic.clinicId, 'director');
    const files = await Promise.all([open('attendance.csv', 'attendance'), importFile(house, director, clinic.clinicId, own('attendance.csv'), 'attendance', 'Old system')]);
    for (const file of files) await file.map({ ...ANSWERS(clinic.individualServiceId), leaveOutRefused: 'yes' });
    await Promise.all(files.map((file) => file.work('check')));
    const [one, two] = await Promise.all(files.map((file) => file.work('run')));
    expect((one?.counts?.made.sessions.created ?? 0) + (two?.counts?.made.sessions.created ?? 0)).toBe(4);
    expect((one?.counts?.made.clients.created ?? 0) + (two?.counts?.made.clients.created ?? 0)).toBe(2);
    expect(await house.database.one(`select count(*)::int as n from scheduling.session where clinic_id = $1 and external_source = 'Old system'`, [clinic.clinicId])).toEqual({ n: 4 });
  });

  it('moves the week of a client in the program, and undone the ledger says so and the week is as before', async () => {
    const [person] = clinic.people;
    await written(house.database, `update clients.client set external_source = 'Ward', external_id = '1' where id = $1`, [person?.clientId]);
    const week = (): Promise<unknown> => house.database.rows('select week_start, attended_minutes as minutes from hours.client_week where episode_id = $1 and attended_minutes > 0', [person?.episodeId]);
    expect(await week()).toEqual([]);
    const file = await importFile(house, desk, clinic.clinicId, { name: 'ward.csv', bytes: Buffer.from('Visit ID,Client ID,Start,Minutes,Attendance\nW-1,1,2026-02-09 17:30,90,Present\nW-2,1,2026-02-10 17:30,90,No-show\n') }, 'attendance', 'Ward');
    await file.map({ service: clinic.groupServiceId, newClients: 'refuse' });
    expect(await file.work('check')).toMatchObject({ counts: { refused: 0 } });
    await file.work('run');
    expect(await week()).toMatchObject([{ week_start: '2026-02-09', minutes: 90 }]);
    expect(await file.work('undo')).toMatchObject({ status: 'undone' });
    expect(await week()).toEqual([]);
    expect(await house.database.one('select coalesce(sum(minutes), 0)::int as total, count(*)::int as entries from hours.ledger_entry where episode_id = $1', [person?.episodeId])).toEqual({ total: 0, entries: 2 });
  });
});

describe('a file in another writing', () => {
  it('is asked about where its bytes do not say their encoding, and read anew as the person says', async () => {
    const file = await importFile(house, desk, clinic.clinicId, { name: 'latin.csv', bytes: Buffer.from('Id;Nome;Nascimento\r\n811;José Ávila;17/05/1990\r\n812;Zoë Çelik;01/02/1988\r\n', 'latin1') }, 'clients', 'Old system');
    expect(file.shown).toMatchObject({ open: ['encoding'], questions: expect.arrayContaining([expect.objectContaining({ key: 'encoding', samples: expect.arrayContaining(['José Ávila']) })]) });
    await file.map({ encoding: 'windows-1252' });
    expect(file.shown).toMatchObject({ open: [], columns: [{}, { samples: ['José Ávila', 'Zoë Çelik'] }, {}] });
    expect(await file.work('check')).toMatchObject({ counts: { refused: 0 } });
  });

  it('is FHIR, sent as it is: the animal is refused, a birth date in part stays empty', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'urn:uuid:p1', resource: { resourceType: 'Patient', id: 'p1', name: [{ family: 'Ng', given: ['Mei'] }], birthDate: '1974-12', gender: 'female' } },
        { resource: { resourceType: 'Patient', id: 'dog', name: [{ text: 'Rex' }], extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-animal' }] } },
        { resource: { resourceType: 'Appointment', id: 'a1', status: 'noshow', start: '2026-02-11T15:00:00Z', end: '2026-02-11T15:50:00Z', participant: [{ actor: { reference: 'urn:uuid:p1' } }] } },
        { resource: { resourceType: 'Observation', id: 'o1' } },
      ],
    };
    const answer = await house.app.inject({ method: 'POST', url: `/api/clinics/${clinic.clinicId}/imports?kind=fhir&sourceName=Ward%20FHIR`, payload: JSON.stringify(bundle), headers: { cookie: desk.cookie, 'content-type': 'application/fhir+json' }, remoteAddress: '10.0.0.9' });
    expect(answer.statusCode).toBe(201);
    const file = new FileImport(desk, clinic.clinicId, answer.json());
    await file.map({ service: clinic.individualServiceId, leaveOutRefused: 'yes' });
    expect(await file.work('check')).toMatchObject({ counts: { rows: 3, refused: 1, warnings: 1, notTaken: [{ type: 'Observation', count: 1 }], made: { clients: { created: 1 }, sessions: { created: 1 }, attendance: { created: 1 } } } });
    expect(await file.problems()).toMatchObject([{ row: 1, column: 'Patient.birthDate', code: 'partial-date' }, { row: 2, code: 'animal' }]);
  });
});

describe('a process that dies', () => {
  it('leaves nothing half done: the work nobody does is found and begun again, and given up when it always dies', async () => {
    const jobs = house.get(ImportJobs);
    const file = await importFile(house, desk, clinic.clinicId, { name: 'late.csv', bytes: Buffer.from('ID,Name\n901,Lou Reyes\n') }, 'clients', 'Late');
    await file.work('check');
    const asDead = (attempts: number) => written(house.database, `update exchange.import set status = 'running', beat_at = $2, attempts = $3 where id = $1`, [file.shown.id, new Date(house.clock.now().getTime() - 60_000), attempts]);
    await asDead(3);
    await jobs.sweep();
    expect(await file.ended()).toMatchObject({ status: 'failed', failure: expect.stringContaining('Nothing was changed') });
    await asDead(1);
    await jobs.sweep();
    expect(await file.ended()).toMatchObject({ status: 'done', counts: { made: { clients: { created: 1 } } } });
    await jobs.sweep();
    expect((await file.ended()).status).toBe('done');
  });
});

describe('a file that cannot be', () => {
  it('is larger than 100 MB', async () => {
    const piece = Buffer.alloc(1_048_576, 'a,b\n');
    async function* tooMuch(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at <= 100; at++) yield piece;
    }
    const receiving = atTheDesk(() => house.get(ReceiveFile).run(clinic.clinicId, tooMuch(), () => ({ kind: 'clients', sourceName: 'Big', fileName: 'big.csv', cutShort: false })));
    await expect(receiving).rejects.toMatchObject({ status: 413, code: 'too-large' });
    expect(await house.database.one(`select count(*)::int as n from exchange.import_chunk c where not exists (select 1 from exchange.import i where i.id = c.import_id)`)).toEqual({ n: 0 });
  });

  it('is broken off on its way', async () => {
    const answer = await house.app.inject({ method: 'POST', url: `/api/clinics/${clinic.clinicId}/imports`, payload: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nId,Na', headers: { cookie: desk.cookie, 'content-type': 'multipart/form-data; boundary=x' }, remoteAddress: '10.0.0.9' });
    expect([answer.statusCode, answer.json().errors]).toMatchObject([400, [{ pointer: '/file' }]]);
  });

  it.each([
    ['an empty file', '', 422, 'unreadable-file'],
    ['a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), 422, 'unreadable-file'],
    ['a header without rows', 'Id,Name\n', 422, 'unreadable-file'],
  ])('%s is refused and nothing of it kept', async (_what, text, status, code) => {
    const answer = await send('no.csv', text);
    expect([answer.status, JSON.parse(answer.body).type]).toEqual([status, `urn:stepwell:problem:${code}`]);
  });

  it('is told apart from a kind or a source nobody said', async () => {
    const answer = await sendFile(house, desk, clinic.clinicId, { name: 'a.csv', bytes: Buffer.from('Id\n1\n') }, 'meals', ' ');
    expect([answer.status, JSON.parse(answer.body).errors.map((one: { pointer: string }) => one.pointer)]).toEqual([400, ['/kind', '/sourceName']]);
  });

  it('is another clinic’s: it is simply not there', async () => {
    const stranger = await personWith(house, (await bookableClinic(house.database, 0)).clinicId, 'administrator');
    const file = await open('staff.csv', 'staff');
    for (const [method, path] of [['GET', ''], ['POST', '/check'], ['DELETE', ''], ['GET', '/problems']] as const) {
      expect((await stranger.ask(method, `/clinics/${clinic.clinicId}/imports/${file.shown.id}${path}`)).statusCode).toBe(404);
    }
    const reader = await personWith(house, clinic.clinicId, 'therapist');
    expect((await reader.ask('GET', `/clinics/${clinic.clinicId}/imports`)).statusCode).toBe(403);
  });

  it('is mapped wrongly: each field and answer is named', async () => {
    const file = await open('staff.csv', 'staff');
    const path = `/clinics/${clinic.clinicId}/imports/${file.shown.id}/mapping`;
    const wrong = await desk.ask('PUT', path, { version: file.shown.version, mapping: { externalId: 99, fullName: 1, phone: 1, wings: 2 } });
    expect([wrong.statusCode, wrong.json().errors.map((one: { pointer: string }) => one.pointer)]).toEqual([400, ['/mapping/externalId', '/mapping/phone', '/mapping/wings']]);
    const answer = await desk.ask('PUT', path, { version: file.shown.version, answers: { discipline: 'falconer' } });
    expect([answer.statusCode, answer.json().errors]).toMatchObject([400, [{ pointer: '/answers/discipline' }]]);
    expect((await desk.ask('PUT', path, { version: file.shown.version + 1 })).statusCode).toBe(409);
  });
});
