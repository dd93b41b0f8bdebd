import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { publicData } from '../../../../test/support/public-data.js';
import type { FhirEntry, FhirProblem } from './fhir-resource.js';
import { FhirReferences } from './fhir-references.js';
import { readPatient, readPractitioner } from './fhir-person.js';
import { readAppointment, readEncounter } from './fhir-visit.js';
import { readFhir } from './read-fhir.js';

const entry = (resource: object): FhirEntry => readFhir(JSON.stringify(resource)).entries[0] as FhirEntry;

describe('a FHIR file', () => {
  it('is a bundle, one resource, or a resource a line', () => {
    const patient = { resourceType: 'Patient', id: 'a', name: [{ family: 'Ng' }] };
    expect(readFhir(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [{ fullUrl: 'urn:uuid:a', resource: patient }] })).entries).toHaveLength(1);
    expect(readFhir(JSON.stringify(patient)).entries).toHaveLength(1);
    expect(readFhir(`${JSON.stringify(patient)}\n${JSON.stringify({ ...patient, id: 'b' })}\n`).entries).toHaveLength(2);
  });

  it('that is something else is one plain problem', () => {
    expect(readFhir('Name,Date\nA,B')).toMatchObject({ entries: [], problems: [{ code: 'not-fhir' }] });
    expect(readFhir('[1,2]')).toMatchObject({ entries: [], problems: [{ code: 'not-fhir' }] });
    expect(readFhir(JSON.stringify({ resourceType: 'Bundle', type: 'history', entry: [] }))).toMatchObject({ problems: [{ code: 'bundle-type' }] });
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
    const bundle = readFhir(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ fullUrl: 'urn:uuid:77', resource: { resourceType: 'Patient', id: 'p1', identifier: [{ system: 's', value: 'mrn-9' }] } }],
      }),
    );
    const references = new FhirReferences(bundle.entries);
    const of = (subject: object, contained: object[] = []) =>
      readEncounter(entry({ resourceType: 'Encounter', id: 'e', status: 'finished', subject, contained, period: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T11:00:00Z' } }), references, [])?.clients[0]?.externalId;
    expect(of({ reference: 'urn:uuid:77' })).toBe('p1');
    expect(of({ reference: 'Patient/p1' })).toBe('p1');
    expect(of({ reference: 'https://elsewhere.test/fhir/Patient/p1/_history/3' })).toBe('p1');
    expect(of({ reference: 'Patient/from-an-earlier-file' })).toBe('from-an-earlier-file');
    expect(of({ identifier: { system: 's', value: 'mrn-9' } })).toBe('p1');
    expect(of({ reference: '#q' }, [{ resourceType: 'Patient', id: 'q' }])).toBe('Encounter/e#q');
  });

  it('without a time, an end or a client is refused at the element', () => {
    const references = new FhirReferences([]);
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
      new FhirReferences([]),
      [],
    );
    expect(visit).toMatchObject({ clients: [{ externalId: '1', outcome: 'no_show' }, { externalId: '2', outcome: 'no_show' }], staff: ['9'], endsAt: new Date('2026-03-02T10:45:00Z') });
  });
});

describe('files nobody here wrote', () => {
  const bundles = publicData('synthea-fhir-r4');
  it(bundles ? 'give every patient and every encounter of the bundles' : 'were not read: the public data is not on this machine', () => {
    if (!bundles) return;
    const counts = { patients: 0, practitioners: 0, encounters: 0, problems: 0 };
    for (const name of readdirSync(bundles).filter((file) => file.endsWith('.json'))) {
      const file = readFhir(readFileSync(join(bundles, name), 'utf8'));
      const references = new FhirReferences(file.entries);
      const problems: FhirProblem[] = [...file.problems];
      for (const one of file.entries) {
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
  it(examples ? 'never stop the reader: each official example becomes a record or says why not' : 'of HL7 were not read: the public data is not on this machine', () => {
    if (!examples) return;
    const refused: string[] = [];
    let clients = 0;
    for (const name of readdirSync(examples)) {
      const file = readFhir(readFileSync(join(examples, name), 'utf8'));
      const references = new FhirReferences(file.entries);
      for (const one of file.entries) {
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
