import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { publicData } from '../../../../test/support/public-data.js';
import type { FhirEntry, FhirProblem } from './fhir-resource.js';
import { FhirReferences } from './fhir-references.js';
import { readPatient, readPractitioner } from './fhir-person.js';
import { readAppointment, readEncounter } from './fhir-visit.js';
import { openFhir, type FhirFile } from './read-fhir.js';

const entry = (resource: object): FhirEntry => ({ row: 1, resource: resource as FhirEntry['resource'] });

/** A file of this text, arriving in pieces of a few bytes. */
const fileOf = (text: string): Promise<FhirFile> =>
  openFhir(async function* () {
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000);
  });
const allOf = async (file: FhirFile): Promise<FhirEntry[]> => {
  const entries: FhirEntry[] = [];
  for await (const one of file.entries()) entries.push(one);
  return entries;
};
const rowsOf = async (text: string): Promise<unknown[]> => (await allOf(await fileOf(text))).map(({ row, resource }) => [row, `${resource.resourceType}/${resource.id ?? ''}`]);

describe('a FHIR file', () => {
  const patient = (id: string) => ({ resourceType: 'Patient', id, name: [{ family: 'Ng' }] });
  const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [{ fullUrl: 'urn:uuid:a', resource: patient('a') }, { resource: patient('b') }] };
  const both = [[1, 'Patient/a'], [2, 'Patient/b']];

  it.each([
    ['a bundle', JSON.stringify(bundle)],
    ['a bundle that says last what it is', JSON.stringify({ entry: bundle.entry, type: 'batch', resourceType: 'Bundle' }, null, 2)],
    ['a resource a line', `\ufeff${JSON.stringify(patient('a'))}\r\n\r\n${JSON.stringify(patient('b'))}\n`],
    ['a list of resources', JSON.stringify([patient('a'), patient('b')])],
    ['a bundle a line', JSON.stringify(bundle)],
    ['a list of bundles', JSON.stringify([{ ...bundle, entry: bundle.entry.slice(0, 1) }, { ...bundle, entry: bundle.entry.slice(1) }])],
  ])('is %s', async (_what, text) => {
    expect(await rowsOf(text)).toEqual(both);
    expect([...(await fileOf(text)).counts]).toEqual([['Patient', 2]]);
  });

  it('is one resource; a list of its own called entry holds no records', async () => {
    expect(await rowsOf(JSON.stringify(patient('a')))).toEqual([[1, 'Patient/a']]);
    expect(await rowsOf(JSON.stringify({ entry: bundle.entry, resourceType: 'List', id: 'l' }))).toEqual([[1, 'List/l']]);
  });

  it.each([
    ['a table', 'Name,Date\nA,B', 'not-fhir'],
    ['JSON of something else', '{"name": "A"}', 'not-fhir'],
    ['a bundle cut short', JSON.stringify(bundle).slice(0, -20), 'not-fhir'],
    ['a bundle with a broken entry', JSON.stringify(bundle).replace('"Ng"', 'Ng'), 'not-fhir'],
    ['the history of a record', JSON.stringify({ ...bundle, type: 'history' }), 'bundle-type'],
    ['nothing at all', '', 'not-fhir'],
  ])('that is %s is one plain problem', async (_what, text, code) => {
    const file = await fileOf(text);
    expect(file.problems).toMatchObject([{ row: 0, code }]);
    expect([file.counts.size, await allOf(file)]).toEqual([0, []]);
  });

  it('says of each line and each entry that holds no record where it is', async () => {
    const lines = await fileOf(`${JSON.stringify(patient('a'))}\nrubbish\n{"x": 1}\n`);
    expect(lines.problems.map(({ row, detail }) => [row, detail])).toEqual([[2, 'Line 2 is not a FHIR resource.'], [3, 'Line 3 is not a FHIR resource.']]);
    const odd = await fileOf(JSON.stringify({ ...bundle, entry: [null, { fullUrl: 'x' }, ...bundle.entry, { request: { method: 'DELETE', url: 'Patient/9' } }] }));
    expect(odd.problems.map(({ row, code, severity }) => [row, code, severity])).toEqual([[1, 'no-resource', 'warning'], [1, 'no-resource', 'warning'], [3, 'request-not-taken', 'warning']]);
    expect((await fileOf('[1, 2]')).problems.map(({ code }) => code)).toEqual(['not-fhir', 'not-fhir']);
    expect((await fileOf(JSON.stringify([patient('a'), { ...bundle, type: 'history' }]))).problems).toMatchObject([{ row: 2, code: 'bundle-type' }]);
  });

  it('in another encoding than UTF-8 is refused', async () => {
    await expect(openFhir(async function* () { yield Buffer.from('{"resourceType": "Patient", "id": "é"}', 'latin1'); })).rejects.toThrow('UTF-8');
  });
});

describe('a patient', () => {
  it('is known by the official name, and a single name is the given one', () => {
    const problems: FhirProblem[] = [];
    expect(readPatient(entry({ resourceType: 'Patient', id: '1', name: [{ use: 'nickname', given: ['Jim'] }, { use: 'official', family: 'Chalmers', given: ['Peter', 'James'] }] }), problems)).toMatchObject({
      givenName: 'Peter James', familyName: 'Chalmers', preferredName: 'Jim',
    });
    expect(readPatient(entry({ resourceType: 'Patient', name: [{ family: 'Suharto' }] }), problems)).toMatchObject({ givenName: 'Suharto', familyName: '' });
    expect(problems).toEqual([]);
  });

  it('whose birth date is known in part has none, and a warning', () => {
    const problems: FhirProblem[] = [];
    expect(readPatient(entry({ resourceType: 'Patient', name: [{ text: 'Ana Lima' }], birthDate: '1974-12' }), problems)).toMatchObject({ birthDate: null, givenName: 'Ana', familyName: 'Lima' });
    expect(problems).toMatchObject([{ element: 'Patient.birthDate', severity: 'warning' }]);
  });

  it('that is an animal, or has no name, is refused with the reason', () => {
    const problems: FhirProblem[] = [];
    expect(readPatient(entry({ resourceType: 'Patient', name: [{ given: ['Kenzi'] }], extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-animal' }] }), problems)).toBeNull();
    expect(readPatient(entry({ resourceType: 'Patient', id: 'x' }), problems)).toBeNull();
    expect(problems.map((problem) => problem.code)).toEqual(['animal', 'no-name']);
  });
});

describe('a visit', () => {
  it('finds its client by address, by relative reference, inside itself and by identifier', () => {
    const references = new FhirReferences();
    references.add({ resourceType: 'Patient', id: 'p1', identifier: [{ system: 's', value: 'mrn-9' }] }, 'urn:uuid:77');
    references.add({ resourceType: 'Location', id: 'l1' }, 'urn:uuid:88');
    const of = (subject: object, contained: object[] = []) =>
      readEncounter(entry({ resourceType: 'Encounter', id: 'e', status: 'finished', subject, contained, period: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T11:00:00Z' } }), references, [])?.clients[0]?.externalId;
    expect(of({ reference: 'urn:uuid:77' })).toBe('p1');
    expect(of({ reference: 'urn:uuid:88' })).toBeUndefined();
    expect(of({ reference: 'Patient/p1' })).toBe('p1');
    expect(of({ reference: 'https://elsewhere.test/fhir/Patient/p1/_history/3' })).toBe('p1');
    expect(of({ reference: 'Patient/from-an-earlier-file' })).toBe('from-an-earlier-file');
    expect(of({ identifier: { system: 's', value: 'mrn-9' } })).toBe('p1');
    expect(of({ reference: '#q' }, [{ resourceType: 'Patient', id: 'q' }])).toBe('Encounter/e#q');
  });

  it('without a time, an end or a client is refused at the element', () => {
    const references = new FhirReferences();
    const why = (change: object): string | null | undefined => {
      const problems: FhirProblem[] = [];
      readEncounter(entry({ resourceType: 'Encounter', status: 'finished', subject: { reference: 'Patient/1' }, period: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T11:00:00Z' }, ...change }), references, problems);
      return problems[0]?.element;
    };
    expect(why({})).toBeUndefined();
    expect(why({ period: { start: '2026-03-02' } })).toBe('Encounter.period.start');
    expect(why({ period: { start: '2026-03-02T10:00:00Z' } })).toBe('Encounter.period.end');
    expect(why({ period: { start: '2026-03-02T10:00:00Z' }, length: { value: 50, code: 'min' } })).toBeUndefined();
    expect(why({ period: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T09:00:00Z' } })).toBe('Encounter.period');
    expect(why({ subject: undefined })).toBe('Encounter.subject');
    expect(why({ status: 'entered-in-error' })).toBe('Encounter.status');
  });

  it('by appointment carries every patient who takes part', () => {
    const visit = readAppointment(
      entry({
        resourceType: 'Appointment', id: 'a', status: 'noshow', start: '2026-03-02T10:00:00Z', minutesDuration: 45,
        participant: [{ actor: { reference: 'Patient/1' } }, { actor: { reference: 'Patient/2' } }, { actor: { reference: 'Practitioner/9' } }],
      }),
      new FhirReferences(),
      [],
    );
    expect(visit).toMatchObject({ clients: [{ externalId: '1', outcome: 'no_show' }, { externalId: '2', outcome: 'no_show' }], staff: ['9'], endsAt: new Date('2026-03-02T10:45:00Z') });
  });
});

describe('files nobody here wrote', () => {
  const bundles = publicData('synthea-fhir-r4');
  it(bundles ? 'give every patient and every encounter of the bundles' : 'were not read: the public data is not on this machine', async () => {
    if (!bundles) return;
    const counts = { patients: 0, practitioners: 0, encounters: 0, problems: 0 };
    for (const name of readdirSync(bundles).filter((file) => file.endsWith('.json'))) {
      const file = await fileOf(readFileSync(join(bundles, name), 'utf8'));
      const { references } = file;
      const problems: FhirProblem[] = [...file.problems];
      for await (const one of file.entries()) {
        if (one.resource.resourceType === 'Patient' && readPatient(one, problems)) counts.patients++;
        if (one.resource.resourceType === 'Practitioner' && readPractitioner(one, problems)) counts.practitioners++;
        if (one.resource.resourceType === 'Encounter' && readEncounter(one, references, problems)?.clients.length === 1) counts.encounters++;
      }
      counts.problems += problems.length;
    }
    // Counted in the files with a search for the resource types.
    expect(counts).toMatchObject({ patients: 21, encounters: 673, problems: 0 });
  });

  const examples = publicData('fhir-r4-examples');
  it(examples ? 'never stop the reader: each official example becomes a record or says why not' : 'of HL7 were not read: the public data is not on this machine', async () => {
    if (!examples) return;
    const refused: string[] = [];
    let clients = 0;
    for (const name of readdirSync(examples)) {
      const file = await fileOf(readFileSync(join(examples, name), 'utf8'));
      const { references } = file;
      for await (const one of file.entries()) {
        const problems: FhirProblem[] = [];
        const read = one.resource.resourceType === 'Patient' ? readPatient(one, problems)
          : one.resource.resourceType === 'Encounter' ? readEncounter(one, references, problems)
          : one.resource.resourceType === 'Appointment' ? readAppointment(one, references, problems)
          : undefined;
        if (read === null) {
          expect(problems.some((problem) => problem.severity === 'error')).toBe(true);
          refused.push(name);
        } else if (read && one.resource.resourceType === 'Patient') clients++;
      }
    }
    expect(refused).toContain('Patient-animal.json');
    expect(clients).toBeGreaterThan(15);
  });
});
