import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { ApartPair } from './together.js';

const AMONG = /* sql */ `
  select client_id as "clientId", other_client_id as "otherClientId", since from scheduling.keep_apart
  where clinic_id = $1 and ended_at is null and client_id = any ($2::uuid[]) and other_client_id = any ($2::uuid[])`;

const MET = /* sql */ `
  select x.n::int from unnest($2::uuid[], $3::uuid[]) with ordinality as x(one, other, n) where exists (
    select from scheduling.session s join scheduling.participation a on a.session_id = s.id and a.client_id = x.one and a.holds_seat
    join scheduling.participation b on b.session_id = s.id and b.client_id = x.other and b.holds_seat where s.series_id = any ($1::uuid[]))`;

/** Which of some clients must not meet. Nobody is shown it who may not read it: it decides, and says no names. */
@Injectable()
export class KeptApartPairsQuery {
  constructor(private readonly database: Database) {}

  /** Pairs of these clients who are kept apart. */
  async among(clinicId: string, clientIds: readonly string[]): Promise<ApartPair[]> {
    return clientIds.length < 2 ? [] : this.database.rows(AMONG, [clinicId, clientIds]);
  }

  /** Those of the pairs who never had a place in the same session of these series. */
  async strangers(pairs: readonly ApartPair[], seriesIds: readonly string[]): Promise<ApartPair[]> {
    if (pairs.length === 0) return [];
    const met = await this.database.rows<{ n: number }>(MET, [seriesIds, pairs.map((pair) => pair.clientId), pairs.map((pair) => pair.otherClientId)]);
    return pairs.filter((_, index) => !met.some((one) => one.n === index + 1));
  }
}
