import { IMPORT_FIELDS, type ImportField } from '../csv/import-fields.js';
import type { FileKind } from '../record/import-record.js';

/** Fields a header may name that an import does not take: charts are counted by the clinic, people are known by id. */
const NOT_TAKEN = new Set(['chartNumber', 'staffName', 'languages', 'kind', 'room']);

/** What a file of this kind may hold, in the order the mapping screen shows it. */
export function fieldsOf(kind: FileKind): ImportField[] {
  if (kind === 'fhir') return [];
  return IMPORT_FIELDS[kind].filter(({ field }) => !NOT_TAKEN.has(field) && !(field === 'externalId' && kind === 'attendance') && !(field === 'clientName' && kind === 'sessions'));
}

/** Fields of which at least one must have a column, and how a person is told. */
export const NEEDED: Readonly<Record<FileKind, readonly { oneOf: readonly string[]; say: string }[]>> = {
  clients: [{ oneOf: ['externalId'], say: 'Say which column holds the id of the client; it is how the same client is known again.' }],
  staff: [
    { oneOf: ['externalId'], say: 'Say which column holds the id of the person; it is how they are known again.' },
    { oneOf: ['fullName', 'givenName', 'familyName'], say: 'Say which column holds the name.' },
  ],
  sessions: [{ oneOf: ['startsAt', 'day'], say: 'Say which column holds the day or the start of the session.' }],
  attendance: [
    { oneOf: ['clientExternalId'], say: 'Say which column holds the id of the client.' },
    { oneOf: ['sessionExternalId', 'startsAt', 'day'], say: 'Say which column holds the id or the day of the session.' },
    { oneOf: ['status', 'noShow', 'attended'], say: 'Say which column holds the attendance.' },
  ],
  fhir: [],
};
