import { list, text, type FhirContact, type FhirEntry, type FhirIdentifier, type FhirName, type FhirProblem } from './fhir-resource.js';
import { externalIdOf } from './fhir-references.js';

/** A client as a file tells of one. Texts are trimmed; what is not known is null. */
export interface FileClient {
  row: number;
  externalId: string | null;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  birthDate: string | null;
  sex: 'female' | 'male' | 'other' | 'unknown' | null;
  phone: string | null;
  email: string | null;
  addressLine: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  language: string | null;
  chartNumber: string | null;
  deceasedOn: string | null;
}

/** A member of staff as a file tells of one. */
export interface FileStaff {
  row: number;
  externalId: string | null;
  givenName: string;
  familyName: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  active: boolean;
}

const ANIMAL = 'http://hl7.org/fhir/StructureDefinition/patient-animal';
const NAME_ORDER = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'maiden', 'old'];

/** The name a person is called by officially: FHIR's own order of uses, a name that is over last. */
export function chosenName(names: FhirName[]): FhirName | undefined {
  const rank = (name: FhirName): number => (name.period?.end === undefined ? 0 : 100) + NAME_ORDER.indexOf(name.use);
  return [...names].filter((name) => text(name.family) !== null || list(name.given).some((g) => text(g)) || text(name.text) !== null).sort((a, b) => rank(a) - rank(b))[0];
}

/** Given and family name of a FHIR name. One name only is the given one, whichever element holds it. */
export function namesOf(name: FhirName | undefined): { givenName: string; familyName: string } | null {
  if (!name) return null;
  const given = list<string>(name.given).map(text).filter((part): part is string => part !== null).join(' ');
  const family = text(name.family) ?? '';
  if (given !== '' ) return { givenName: given, familyName: family };
  if (family !== '') return { givenName: family, familyName: '' };
  const whole = text(name.text);
  if (whole === null) return null;
  const parts = whole.split(/\s+/);
  return parts.length === 1 ? { givenName: whole, familyName: '' } : { givenName: parts.slice(0, -1).join(' '), familyName: parts[parts.length - 1] as string };
}

function contact(contacts: FhirContact[], system: string): string | null {
  const rank = (one: FhirContact): number => (one.use === 'old' ? 100 : 0) + (one.rank ?? 10) + (one.use === 'mobile' ? -1 : 0);
  return text([...contacts].filter((one) => one?.system === system && text(one.value) !== null).sort((a, b) => rank(a) - rank(b))[0]?.value);
}

/** Reads a Patient. @returns the client, or null when the entry cannot become one; problems say why. */
export function readPatient(entry: FhirEntry, problems: FhirProblem[]): FileClient | null {
  const { resource, row } = entry;
  const say = (element: string | null, code: string, detail: string, severity: 'error' | 'warning' = 'error'): void => {
    problems.push({ row, element, severity, code, detail });
  };
  if (list<{ url?: string }>(resource.extension).some((extension) => extension?.url === ANIMAL)) {
    say('Patient.extension', 'animal', 'This patient is an animal.');
    return null;
  }
  const names = namesOf(chosenName(list<FhirName>(resource['name'])));
  if (!names) {
    say('Patient.name', 'no-name', 'This patient has no name.');
    return null;
  }
  const nickname = list<FhirName>(resource['name']).find((name) => name.use === 'nickname');
  const birth = text(resource['birthDate']);
  const whole = birth !== null && /^\d{4}-\d{2}-\d{2}$/.test(birth);
  if (birth !== null && !whole) say('Patient.birthDate', 'partial-date', 'Only part of the birth date is known; it is left empty rather than guessed.', 'warning');
  const gender = text(resource['gender']);
  const sex = gender === 'female' || gender === 'male' || gender === 'other' || gender === 'unknown' ? gender : null;
  if (gender !== null && sex === null) say('Patient.gender', 'unknown-word', 'The gender is not one of FHIR’s words; it is left empty.', 'warning');
  const address = list<{ line?: string[]; city?: string; state?: string; postalCode?: string; use?: string }>(resource['address']).sort((a, b) => Number(a?.use === 'old') - Number(b?.use === 'old'))[0];
  const contacts = list<FhirContact>(resource['telecom']);
  const deceased = text(resource['deceasedDateTime']);
  const communication = list<{ preferred?: boolean; language?: { coding?: { code?: string }[]; text?: string } }>(resource['communication']);
  const language = communication.find((one) => one?.preferred) ?? communication[0];
  return {
    row,
    externalId: externalIdOf(resource),
    ...names,
    preferredName: nickname ? (text(nickname.text) ?? text(list<string>(nickname.given)[0])) : null,
    birthDate: whole ? birth : null,
    sex,
    phone: contact(contacts, 'phone'),
    email: contact(contacts, 'email'),
    addressLine: text(list<string>(address?.line).map(text).filter(Boolean).join(', ')),
    city: text(address?.city),
    state: text(address?.state),
    postalCode: text(address?.postalCode),
    language: text(language?.language?.text) ?? text(language?.language?.coding?.[0]?.code),
    chartNumber: text(list<FhirIdentifier>(resource.identifier).find((one) => one?.type?.coding?.some((coding) => coding.code === 'MR'))?.value),
    deceasedOn: deceased !== null && /^\d{4}-\d{2}-\d{2}/.test(deceased) ? deceased.slice(0, 10) : null,
  };
}

/** Reads a Practitioner. */
export function readPractitioner(entry: FhirEntry, problems: FhirProblem[]): FileStaff | null {
  const { resource, row } = entry;
  const name = chosenName(list<FhirName>(resource['name']));
  const names = namesOf(name);
  if (!names) {
    problems.push({ row, element: 'Practitioner.name', severity: 'error', code: 'no-name', detail: 'This practitioner has no name.' });
    return null;
  }
  const contacts = list<FhirContact>(resource['telecom']);
  return {
    row,
    externalId: externalIdOf(resource),
    ...names,
    title: text(list<string>(name?.prefix).map(text).filter(Boolean).join(' ')),
    email: contact(contacts, 'email'),
    phone: contact(contacts, 'phone'),
    active: resource.active !== false,
  };
}
