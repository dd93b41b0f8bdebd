import { DETAIL_NAMES, type ClientDetails } from '../client.entity.js';

const column = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const type = (name: keyof ClientDetails): string => (name === 'birthDate' || name === 'deceasedOn' ? 'date' : 'text');

/** The details' columns, in the order of `DETAIL_NAMES`. */
export const DETAIL_COLUMNS = DETAIL_NAMES.map(column);

/** The details as a record definition for `jsonb_to_recordset`, by their names in code. */
export const DETAIL_RECORD = DETAIL_NAMES.map((name) => `"${name}" ${type(name)}`).join(', ');

/** The details by their names in code, each read from its column: `given_name as "givenName", …`. */
export const DETAIL_SELECT = DETAIL_NAMES.map((name) => `${column(name)} as "${name}"`).join(', ');

/** `given_name = r."givenName", …` for an update from a record called `r`. */
export const DETAIL_ASSIGNMENTS = DETAIL_NAMES.map((name) => `${column(name)} = r."${name}"`).join(', ');
