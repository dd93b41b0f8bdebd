import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { ClientStatus } from '../client.entity.js';
import { phoneDigits, plainWords } from '../plain-words.js';
import { mistypings } from './birth-dates-alike.js';
import { LIKELY_DUPLICATE, POSSIBLE_DUPLICATE, judgeLikeness, type Identity, type Likeness } from './judge-likeness.js';

/** A chart that may be the same person's. */
export interface DuplicateCandidate extends Identity {
  clientId: string;
  chartNumber: string;
  status: ClientStatus;
  likeness: Likeness;
  /** It is hardly anyone else. */
  likely: boolean;
}

/** At most this many charts are compared, and the best of them shown. */
const COMPARED = 300;
const SHOWN = 10;

/**
 * Charts of the clinic, archived ones too, that may be this person's, most alike first. Cast are three nets, each on an
 * index: the birth date and its mistypings, the phone's digits, every word of the name. A misspelled name is found by
 * the first two; by itself it would be evidence of nothing.
 */
@Injectable()
export class FindDuplicatesQuery {
  constructor(private readonly database: Database) {}

  /** @param except a chart that is being edited, not to be found as its own duplicate. */
  async run(clinicId: string, person: Identity, except: string | null = null): Promise<DuplicateCandidate[]> {
    const words = [...new Set(plainWords(`${person.givenName} ${person.familyName}`))].slice(0, 3);
    const patterns = words.map((word) => `% ${word.replace(/[\\%_]/g, '\\$&')} %`);
    const phone = phoneDigits(person.phone);
    const params: unknown[] = [
      clinicId,
      person.birthDate ? [person.birthDate, ...mistypings(person.birthDate)] : [],
      phone !== null && phone.length >= 7 ? phone : null,
      except,
      ...patterns,
    ];
    const byName = patterns.map((_, i) => `search_text like $${i + 5}`).join(' and ');
    const found = await this.database.rows<Omit<DuplicateCandidate, 'likeness' | 'likely'>>(
      `with net as (
         (select id from clients.client where clinic_id = $1 and birth_date = any($2::date[]) limit ${COMPARED})
         union (select id from clients.client where clinic_id = $1 and phone_digits = $3 limit ${COMPARED})
         ${byName ? `union (select id from clients.client where clinic_id = $1 and ${byName} limit ${COMPARED})` : ''}
       )
       select c.id as "clientId", c.chart_number as "chartNumber", c.given_name as "givenName", c.family_name as "familyName",
         c.preferred_name as "preferredName", c.birth_date as "birthDate", c.phone, c.email, c.status
       from net join clients.client c using (id) where c.id is distinct from $4::uuid`,
      params,
    );
    return found
      .map((candidate) => ({ candidate, likeness: judgeLikeness(person, candidate) }))
      .filter(({ likeness }) => likeness.score >= POSSIBLE_DUPLICATE)
      .map(({ candidate, likeness }) => ({ ...candidate, likeness, likely: likeness.score >= LIKELY_DUPLICATE }))
      .sort((a, b) => b.likeness.score - a.likeness.score || a.chartNumber.localeCompare(b.chartNumber))
      .slice(0, SHOWN);
  }
}
