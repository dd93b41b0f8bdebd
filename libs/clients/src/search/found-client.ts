import type { ClinicDay } from '#platform';
import type { ClientStatus } from '../client.entity.js';

/** A client in a list of those found. Enough to tell two people apart; not their chart. */
export interface FoundClient {
  id: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  birthDate: ClinicDay | null;
  phone: string | null;
  status: ClientStatus;
  /** `similar`: spelled otherwise than typed. */
  match: 'exact' | 'similar';
}

/** A row as the search's statements give it. */
export type FoundRow = Omit<FoundClient, 'match'> & { searchText: string };

export const FOUND = `id, chart_number as "chartNumber", given_name as "givenName", family_name as "familyName", preferred_name as "preferredName",
  pronouns, birth_date as "birthDate", phone, status, search_text as "searchText", sort_name`;

/** The same columns, of a statement that already named them. */
export const FOUND_AGAIN = '"id", "chartNumber", "givenName", "familyName", "preferredName", pronouns, "birthDate", phone, status, "searchText", sort_name';
