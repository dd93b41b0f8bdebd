import type { RegisterClientRow } from '#clients';
import { clinicDayOf } from '#platform';
import { isDiscipline, type Discipline, type RegisterStaffRow } from '#team';
import { parsePersonName, personNameOf, type PersonName } from '../csv/parse-person-name.js';
import { readAge, readEmail, readExternalId, readPhone, readSex, readText, readYesNo, type Sex } from '../csv/parse-value.js';
import { plainWords, type Read } from '../csv/read-value.js';
import { disciplineOf } from '../reading/discipline-words.js';
import type { FileClient, FileStaff } from '../fhir/fhir-person.js';
import type { Answers } from '../record/import-record.js';
import { meaningsOf, type ReadBy, type RowReader } from './row-reader.js';

const text = (max: number) => (cell: string) => readText(cell, max);
const LONGEST_NAME = 100;

/** A client of a CSV row, or null where the row says too little or something wrong; the reader then holds why. */
export function clientOf(row: RowReader, by: ReadBy): RegisterClientRow | null {
  const externalId = row.read('externalId', readExternalId, 'bad-id');
  if (externalId === undefined && !row.refused) row.say('externalId', 'missing', 'The id of the client is missing.');
  const name = nameOf(row, by.answers, externalId, 'fullName');
  const sexes = meaningsOf<Sex>(by.answers, 'sex');
  const details = {
    ...clientFacts(row, by, sexes),
    preferredName: row.read('preferredName', text(LONGEST_NAME), 'bad-text', 'warning') ?? name?.preferred,
    pronouns: row.read('pronouns', text(60), 'bad-text', 'warning'),
    genderIdentity: row.read('genderIdentity', text(100), 'bad-text', 'warning'),
    phone: row.read('phone', readPhone, 'bad-phone', 'warning'),
    email: row.read('email', readEmail, 'bad-email', 'warning'),
    addressLine: row.read('addressLine', text(200), 'bad-text', 'warning'),
    city: row.read('city', text(100), 'bad-text', 'warning'),
    state: row.read('state', text(100), 'bad-text', 'warning'),
    postalCode: row.read('postalCode', text(20), 'bad-text', 'warning'),
    language: row.read('language', text(60), 'bad-text', 'warning'),
    emergencyContactName: row.read('emergencyContactName', text(120), 'bad-text', 'warning'),
    emergencyContactPhone: row.read('emergencyContactPhone', readPhone, 'bad-phone', 'warning'),
    note: row.read('note', text(1000), 'bad-text', 'warning'),
    deceasedOn: row.day('deceasedOn'),
  };
  const { birthDate, deceasedOn } = details;
  if (birthDate && deceasedOn && deceasedOn < birthDate) row.say('deceasedOn', 'died-before-birth', 'The date of death is before the date of birth.');
  if (row.refused || externalId === undefined || name === null) return null;
  return { externalId, givenName: name.given, ...(name.family === '' && !row.has('familyName') && !row.has('fullName') ? {} : { familyName: familyOf(name) }), ...details };
}

/** What a row of visits says of a client this clinic does not know yet, or null where it says something wrong. */
export function newClientOf(row: RowReader, by: ReadBy, externalId: string, sexes: Map<string, Sex>): RegisterClientRow | null {
  const name = nameOf(row, by.answers, externalId, 'clientName');
  const facts = clientFacts(row, by, sexes);
  return row.refused || name === null ? null : { externalId, givenName: name.given, familyName: familyOf(name), ...facts };
}

/** A member of staff of a CSV row, or null. */
export function staffOf(row: RowReader, by: ReadBy): RegisterStaffRow | null {
  const externalId = row.read('externalId', readExternalId, 'bad-id');
  if (externalId === undefined && !row.refused) row.say('externalId', 'missing', 'The id is missing.');
  const name = nameOf(row, by.answers, externalId, 'fullName');
  const active = row.read('active', (cell) => readYesNo(cell), 'unknown-word');
  const title = row.read('title', text(100), 'bad-text', 'warning') ?? name?.suffix;
  const email = row.read('email', readEmail, 'bad-email', 'warning');
  const phone = row.read('phone', readPhone, 'bad-phone', 'warning');
  const discipline = disciplineFor(row.cell('discipline'), by.answers);
  if (discipline === null) row.say('discipline', 'unknown-word', 'This discipline is not one of ours; say which it is.');
  if (row.refused || externalId === undefined || name === null || discipline === null) return null;
  return { externalId, givenName: name.given, familyName: name.family, discipline, ...said({ title, email, phone, active }) };
}

/** A client of a FHIR Patient. */
export function clientOfFhir(patient: FileClient & { externalId: string }): RegisterClientRow {
  const { externalId, givenName, familyName, row: _row, chartNumber: _chart, ...details } = patient;
  const cut = Object.fromEntries(Object.entries(details).flatMap(([name, value]) => (value === null ? [] : [[name, String(value).slice(0, 200)]])));
  return { externalId, givenName: givenName.slice(0, 200), familyName: familyName.slice(0, 200), ...cut } as RegisterClientRow;
}

/** A member of staff of a FHIR Practitioner; the file does not say the discipline in words of ours. */
export function staffOfFhir(person: FileStaff & { externalId: string }, answers: Answers): RegisterStaffRow {
  const { externalId, givenName, familyName, title, email, phone, active } = person;
  return { externalId, givenName, familyName, discipline: answers['discipline'] as Discipline, active, ...said({ title: title ?? undefined, email: email ?? undefined, phone: phone ?? undefined }) };
}

/** Birth date, sex and the age that is checked and not kept. */
function clientFacts(row: RowReader, by: ReadBy, sexes: Map<string, Sex>): Pick<RegisterClientRow, 'birthDate' | 'sex'> {
  const birthDate = row.day('birthDate');
  if (birthDate !== undefined && birthDate > clinicDayOf(by.now, by.zone)) row.say('birthDate', 'in-the-future', `The date of birth, ${birthDate}, is in the future.`);
  if (birthDate !== undefined && birthDate < '1890-01-01') row.say('birthDate', 'too-old', `Nobody alive was born on ${birthDate}.`);
  const sex = row.read('sex', (cell) => readSex(cell, sexes), 'unknown-word');
  if (by.answers['badAge'] !== 'ignore') row.read('age', readAge, 'bad-age');
  return { birthDate, sex };
}

/** The name in whichever columns hold it; by number where a person said that there are none. */
function nameOf(row: RowReader, answers: Answers, externalId: string | undefined, whole: 'fullName' | 'clientName'): PersonName | null {
  const parted = row.has('givenName') || row.has('familyName');
  if (!parted && !row.has(whole)) {
    if (answers['names'] === 'numbered' && externalId !== undefined) return { given: 'Client', family: externalId };
    if (externalId !== undefined) row.say(null, 'no-name', 'No column holds the name.');
    return null;
  }
  const field = parted ? (row.has('givenName') ? 'givenName' : 'familyName') : whole;
  const read: Read<PersonName> = parted ? personNameOf(row.name('givenName'), row.name('familyName'), row.name('suffix')) : parsePersonName(row.name(whole));
  if ('value' in read) return read.value;
  row.say(field, 'bad-name', read.problem);
  return null;
}

function familyOf(name: PersonName): string {
  return name.suffix === undefined || name.family === '' ? name.family : `${name.family} ${name.suffix}`;
}

function disciplineFor(word: string | undefined, answers: Answers): Discipline | null {
  const given = word === undefined ? undefined : answers[`value.discipline.${plainWords(word)}`];
  const found = given ?? (word === undefined ? null : disciplineOf(word)) ?? answers['discipline'];
  return found !== undefined && isDiscipline(found) ? found : null;
}

function said<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
