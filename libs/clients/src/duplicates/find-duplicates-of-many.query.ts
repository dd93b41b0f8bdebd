import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { phoneDigits } from '../plain-words.js';
import { mistypings } from './birth-dates-alike.js';
import { LIKELY_DUPLICATE, POSSIBLE_DUPLICATE, judgeLikeness, type Identity } from './judge-likeness.js';
import type { DuplicateCandidate } from './find-duplicates.query.js';

/** People whose charts an outside source would make, by any key of the caller's. */
export interface KeyedIdentity extends Identity {
  key: string;
}

const AT_ONCE = 500;
const SHOWN = 3;

/** For a whole file of people: which of them may already have a chart. The same judgement as for one, a few statements for all. */
@Injectable()
export class FindDuplicatesOfManyQuery {
  constructor(private readonly database: Database) {}

  /**
   * @param exceptSource charts that came from this source are recognised by their id there and are nobody's duplicates.
   * @returns candidates by key, most alike first; people without any are left out.
   */
  async run(clinicId: string, people: readonly KeyedIdentity[], exceptSource: string | null = null): Promise<Map<string, DuplicateCandidate[]>> {
    const found = new Map<string, DuplicateCandidate[]>();
    for (let i = 0; i < people.length; i += AT_ONCE) {
      const some = people.slice(i, i + AT_ONCE);
      const byKey = new Map(some.map((person) => [person.key, person]));
      const candidates = new Map<string, DuplicateCandidate[]>();
      for (const { key, ...candidate } of await this.candidates(clinicId, some, exceptSource)) {
        const likeness = judgeLikeness(byKey.get(key) as KeyedIdentity, candidate);
        if (likeness.score < POSSIBLE_DUPLICATE) continue;
        candidates.set(key, [...(candidates.get(key) ?? []), { ...candidate, likeness, likely: likeness.score >= LIKELY_DUPLICATE }]);
      }
      for (const [key, list] of candidates) found.set(key, list.sort((a, b) => b.likeness.score - a.likeness.score).slice(0, SHOWN));
    }
    return found;
  }

  private async candidates(clinicId: string, people: readonly KeyedIdentity[], exceptSource: string | null): Promise<(Omit<DuplicateCandidate, 'likeness' | 'likely'> & { key: string })[]> {
    const rows = people.map((person) => ({
      key: person.key,
      names: [`${person.familyName} ${person.givenName}`.trim(), `${person.familyName} ${person.preferredName ?? person.givenName}`.trim()],
      dates: person.birthDate ? [person.birthDate, ...mistypings(person.birthDate)] : [],
      phone: (phoneDigits(person.phone) ?? '').length >= 7 ? phoneDigits(person.phone) : null,
    }));
    return this.database.rows(
      `with person as materialized (
         select * from jsonb_to_recordset($2::jsonb) as p(key text, names text[], dates date[], phone text)
       ), net as (
         select p.key, c.id from person p, unnest(p.dates) as d(day) join clients.client c on c.clinic_id = $1 and c.birth_date = d.day
         union
         select p.key, c.id from person p join clients.client c on c.clinic_id = $1 and c.phone_digits = p.phone
         union
         select p.key, c.id from person p, unnest(p.names) as n(name) join clients.client c on c.clinic_id = $1 and c.sort_name = clients.plain_words(n.name)
       )
       select net.key, c.id as "clientId", c.chart_number as "chartNumber", c.given_name as "givenName", c.family_name as "familyName",
         c.preferred_name as "preferredName", c.birth_date as "birthDate", c.phone, c.email, c.status
       from net join clients.client c using (id) where c.external_source is distinct from $3`,
      [clinicId, JSON.stringify(rows), exceptSource],
    );
  }
}
