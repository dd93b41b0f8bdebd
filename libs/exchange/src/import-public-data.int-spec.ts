import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { importFile, type FileImport } from '../../../test/support/import-file.js';
import { describeWithPublicData } from '../../../test/support/public-data.js';
import { bookableClinic, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, type Asker } from '../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;

beforeAll(async () => {
  house = await testApp({ role: 'all' });
});
afterAll(() => house.close());

async function freshClinic(timeZone: string): Promise<void> {
  clinic = await bookableClinic(house.database, 0, { timeZone });
  desk = await personWith(house, clinic.clinicId, 'front_desk');
}

const count = async (sql: string): Promise<number> => (await house.database.one<{ n: number }>(`select count(*)::int as n from ${sql}`, [clinic.clinicId])).n;
const brought = async (file: string, kind: string, source: string, answers: Record<string, string>): Promise<FileImport> => {
  const one = await importFile(house, desk, clinic.clinicId, file, kind, source);
  if (Object.keys(answers).length > 0) await one.map({ ...one.shown.answers, ...answers });
  await one.work('check');
  return one;
};

/** A CSV file as these are written (no quoted line breaks), read without the importer. */
function tableOf(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell, at) => [names[at] ?? '', cell.replace(/,$/, '').replace(/^"|"$/g, '')]) ?? []));
}

describeWithPublicData('54,894 real appointments with their no-shows', 'no-shows/noshow_appointments_dev.csv', (path) => {
  const table = tableOf(path);
  const dayOf = (moment = ''): string => moment.slice(0, 10);
  const good = table.filter((row) => Number(row['Age']) >= 0 && Number(row['Age']) <= 110 && dayOf(row['AppointmentDay']) >= dayOf(row['ScheduledDay']));
  const came = good.filter((row) => row['No-show'] === 'No').length;
  let file: FileImport;

  beforeAll(() => freshClinic('America/Sao_Paulo'));

  it('leaves open what the file does not say: time of day, length, service, names', async () => {
    file = await importFile(house, desk, clinic.clinicId, path, 'attendance', 'Vitória');
    expect(file.shown).toMatchObject({ rows: table.length, missing: [] });
    await file.map({ newClients: 'create' });
    expect(file.shown.open.sort()).toEqual(['firstTime', 'minutes', 'names', 'sameDay', 'service']);
    expect(file.shown.vocabularies.find((one) => one.field === 'noShow')?.values).toMatchObject([
      { value: 'No', count: table.filter((row) => row['No-show'] === 'No').length, meaning: 'attended' },
      { value: 'Yes', count: table.filter((row) => row['No-show'] === 'Yes').length, meaning: 'no_show' },
    ]);
  });

  it('are checked: only ages that cannot be and visits before their booking are refused, row by row', async () => {
    await file.map({ newClients: 'create', service: clinic.individualServiceId, firstTime: '08:00', minutes: '20', sameDay: 'follow', names: 'numbered', leaveOutRefused: 'yes' });
    const began = performance.now();
    await file.work('check');
    process.stdout.write(`check of ${table.length} rows: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    const refused = table.flatMap((row, at) => (good.includes(row) ? [] : [at + 2]));
    expect(file.shown).toMatchObject({ status: 'checked', counts: { rows: table.length, refused: refused.length, taken: good.length } });
    expect((await file.problems()).map((problem) => problem.row)).toEqual(refused);
    expect(await count('clients.client where clinic_id = $1')).toBe(0);
  }, 600_000);

  it('become clients, visits and attendance in one transaction, equal to the file', async () => {
    const began = performance.now();
    await file.work('run');
    process.stdout.write(`run of ${table.length} rows: ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB\n`);
    expect(file.shown).toMatchObject({ status: 'done', progressDone: table.length });
    expect(file.progress.size).toBeGreaterThan(3); // the count moves while the one transaction is open
    expect(await count('clients.client where clinic_id = $1')).toBe(new Set(good.map((row) => row['PatientId'])).size);
    expect(await count('scheduling.session where clinic_id = $1')).toBe(new Set(good.map((row) => row['AppointmentID'])).size);
    expect(await count(`scheduling.participation where clinic_id = $1 and status = 'attended'`)).toBe(came);
    expect(await count(`scheduling.participation where clinic_id = $1 and status = 'no_show'`)).toBe(good.length - came);
    const days = await house.database.rows<{ day: string; n: number }>('select clinic_day as day, count(*)::int as n from scheduling.session where clinic_id = $1 group by 1 order by 1', [clinic.clinicId]);
    const byDay = new Map<string, number>();
    for (const row of good) byDay.set(dayOf(row['AppointmentDay']), (byDay.get(dayOf(row['AppointmentDay'])) ?? 0) + 1);
    expect(days).toEqual([...byDay].sort().map(([day, n]) => ({ day, n })));
    const sexes = await house.database.rows<{ sex: string; n: number }>('select sex, count(*)::int as n from clients.client where clinic_id = $1 group by 1 order by 1', [clinic.clinicId]);
    const women = new Set(good.filter((row) => row['Gender'] === 'F').map((row) => row['PatientId'])).size;
    expect(sexes).toEqual([{ sex: 'female', n: women }, { sex: 'male', n: new Set(good.map((row) => row['PatientId'])).size - women }]);
  }, 600_000);

  it('change nothing when the same file comes again', async () => {
    const again = await brought(path, 'attendance', 'Vitória', { leaveOutRefused: 'yes' });
    await again.work('run');
    expect(again.shown.counts?.made).toEqual({ clients: { created: 0, updated: 0, unchanged: 0 }, staff: { created: 0, updated: 0, unchanged: 0 }, sessions: { created: 0, updated: 0, unchanged: good.length }, attendance: { created: 0, updated: 0, unchanged: good.length } });
    expect(await count('scheduling.participation where clinic_id = $1')).toBe(good.length);
  }, 600_000);

  it('are undone to the last chart', async () => {
    const began = performance.now();
    await file.work('undo');
    process.stdout.write(`undo of ${table.length} rows: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    expect(file.shown).toMatchObject({ status: 'undone', failure: null });
    for (const what of ['clients.client', 'scheduling.session', 'scheduling.participation']) expect(await count(`${what} where clinic_id = $1`)).toBe(0);
  }, 600_000);
});

describeWithPublicData('Synthea’s patients, providers and encounters as CSV', 'synthea-csv', (folder) => {
  const patients = tableOf(join(folder, 'patients.csv'));
  const providers = tableOf(join(folder, 'providers.csv'));
  const encounters = tableOf(join(folder, 'encounters.csv'));

  beforeAll(() => freshClinic('America/New_York'));

  it('become charts: every name, birth date and sex as in the file', async () => {
    const file = await brought(join(folder, 'patients.csv'), 'clients', 'Synthea', {});
    await file.work('run');
    expect(file.shown.counts).toMatchObject({ refused: 0, made: { clients: { created: patients.length } } });
    const rows = await house.database.rows<{ id: string; given: string; born: string; sex: string; died: string | null }>('select external_id as id, given_name as given, birth_date as born, sex, deceased_on as died from clients.client where clinic_id = $1 order by 1', [clinic.clinicId]);
    expect(rows).toEqual(patients.map((row) => ({ id: row['Id'], given: row['FIRST'], born: row['BIRTHDATE'], sex: row['GENDER'] === 'F' ? 'female' : 'male', died: row['DEATHDATE'] || null })).sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1)));
  });

  it('become staff', async () => {
    const file = await brought(join(folder, 'providers.csv'), 'staff', 'Synthea', { discipline: 'physician' });
    await file.work('run');
    expect(file.shown.counts).toMatchObject({ refused: 0, made: { staff: { created: providers.length } } });
    expect(await count(`team.staff where clinic_id = $1 and external_source = 'Synthea' and discipline = 'nurse_practitioner'`)).toBe(providers.filter((row) => row['SPECIALITY'] === 'NURSE PRACTITIONER').length);
  });

  it('become sessions, less those longer than a day or in two places at once', async () => {
    const file = await brought(join(folder, 'encounters.csv'), 'sessions', 'Synthea', { service: clinic.individualServiceId, past: 'attended', leaveOutRefused: 'yes' });
    const refused = firstCome(encounters.map((row) => ({ id: row['Id'] ?? '', start: Date.parse(row['START'] ?? ''), end: Date.parse(row['STOP'] ?? ''), keys: [`c${row['PATIENT'] ?? ''}`, `s${row['PROVIDER'] ?? ''}`] })));
    expect(file.shown.counts).toMatchObject({ rows: encounters.length, refused: refused.size });
    await file.work('run');
    expect(await count('scheduling.session where clinic_id = $1')).toBe(encounters.length - refused.size);
    expect(await count(`scheduling.participation where clinic_id = $1 and status = 'attended'`)).toBe(encounters.length - refused.size);
    const here = await house.database.rows<{ id: string }>('select external_id as id from scheduling.session where clinic_id = $1', [clinic.clinicId]);
    expect(new Set(here.map((row) => row.id))).toEqual(new Set(encounters.map((row) => row['Id']).filter((id) => !refused.has(id ?? ''))));
  });
});

describeWithPublicData('Synthea’s FHIR bundles', 'synthea-fhir-r4', (folder) => {
  interface Resource { resourceType: string; id: string; period?: { start: string; end: string }; subject?: { reference: string }; participant?: { individual: { reference: string } }[] }
  const files = readdirSync(folder).sort();
  const bundles = files.map((name) => ({ name, resources: (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { entry: { resource: Resource }[] }).entry.map((entry) => entry.resource) }));
  const of = (type: string): Resource[] => bundles.flatMap((bundle) => bundle.resources).filter((resource) => resource.resourceType === type);

  beforeAll(() => freshClinic('America/New_York'));

  const all = async (): Promise<{ created: Record<string, number>; refused: number }> => {
    const created = { clients: 0, staff: 0, sessions: 0, attendance: 0 };
    let refused = 0;
    for (const { name } of bundles) {
      const file = await importFile(house, desk, clinic.clinicId, join(folder, name), 'fhir', 'Synthea FHIR');
      const wanted = { service: clinic.individualServiceId, discipline: 'physician', leaveOutRefused: 'yes' } as Record<string, string>;
      await file.map(wanted);
      await file.work('check');
      await file.work('run');
      expect(file.shown).toMatchObject({ status: 'done', failure: null });
      for (const what of ['clients', 'staff', 'sessions', 'attendance'] as const) created[what] += file.shown.counts?.made[what].created ?? 0;
      refused += file.shown.counts?.refused ?? 0;
    }
    return { created, refused };
  };

  it('become clients, staff and sessions, equal to what the bundles hold', async () => {
    const { created, refused } = await all();
    const encounters = bundles.flatMap((bundle) => bundle.resources.filter((resource) => resource.resourceType === 'Encounter'));
    const left = firstCome(encounters.map((one) => ({ id: one.id, start: Date.parse(one.period?.start ?? ''), end: Date.parse(one.period?.end ?? ''), keys: [`c${one.subject?.reference ?? ''}`, ...(one.participant ?? []).map((part) => `s${part.individual.reference}`)] })));
    const practitioners = new Set(of('Practitioner').map((one) => one.id)).size;
    expect(created).toEqual({ clients: of('Patient').length, staff: practitioners, sessions: encounters.length - left.size, attendance: encounters.length - left.size });
    expect(refused).toBe(left.size);
    expect(await count('clients.client where clinic_id = $1')).toBe(21);
    expect(await count('scheduling.session where clinic_id = $1')).toBe(encounters.length - left.size);
    const hospital = await importFile(house, desk, clinic.clinicId, join(folder, files.find((name) => name.startsWith('hospital')) as string), 'fhir', 'Synthea FHIR');
    expect(hospital.shown.types).toEqual([{ type: 'Organization', count: 102, taken: false }]);
  }, 600_000);

  it('change nothing when all of them come again', async () => {
    expect((await all()).created).toEqual({ clients: 0, staff: 0, sessions: 0, attendance: 0 });
  }, 600_000);
});

describeWithPublicData('the official FHIR examples of patients', 'fhir-r4-examples', (folder) => {
  beforeAll(() => freshClinic('America/New_York'));

  it('are people, each taken or refused with its reason; an animal is no client', async () => {
    const names = readdirSync(folder).filter((name) => name.startsWith('Patient-'));
    const reasons = new Map<string, string>();
    for (const name of names) {
      const file = await importFile(house, desk, clinic.clinicId, join(folder, name), 'fhir', `Example ${name}`);
      await file.work('check');
      const [problem] = await file.problems('&severity=error');
      if (problem) reasons.set(name, problem.code);
    }
    expect(reasons.get('Patient-animal.json')).toBe('animal');
    expect([...reasons].filter(([, code]) => code !== 'animal' && code !== 'no-name')).toEqual([]);
    expect(reasons.size).toBeLessThan(names.length / 2);
  }, 600_000);
});

/** The visits that cannot be, told in another way than the importer tells them: longer than a day, or, in the order of the file, at the same time as one already taken. */
function firstCome(visits: readonly { id: string; start: number; end: number; keys: string[] }[]): Set<string> {
  const left = new Set<string>();
  const taken: typeof visits[number][] = [];
  for (const visit of visits) {
    const clash = taken.some((other) => other.keys.some((key) => visit.keys.includes(key)) && other.start < visit.end && visit.start < other.end);
    if (clash || visit.end - visit.start > 86_400_000 || visit.end <= visit.start) left.add(visit.id);
    else taken.push(visit);
  }
  return left;
}
