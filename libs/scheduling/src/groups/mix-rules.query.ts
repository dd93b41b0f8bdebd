import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { MixFacts } from './mix-rules.js';

/** Who would join, and between which days. */
export interface Newcomer {
  groupId: string;
  clientId: string;
  episodeId: string;
  from: ClinicDay;
  to: ClinicDay | null;
}

const FACTS = /* sql */ `
  select g.language as "heldIn", c.language as speaks, g.phases,
    (select h.phase_name from episodes.v_prescribed_hours h where h.episode_id = $3 and h.effective_from <= $4 order by h.effective_from desc limit 1) as phase,
    exists (select from scheduling.v_keep_apart k join scheduling.group_member m on m.group_id = g.id and m.client_id = k.other_client_id
      and (m.left_on is null or m.left_on >= $4) and ($5::date is null or m.joined_on <= $5) where k.client_id = c.id) as "keptApart"
  from scheduling.therapy_group g join clients.v_client c on c.id = $2 where g.id = $1`;

/** What a group's rules are judged by. In a transaction that holds the group; whoever is looked at is held by it too. */
@Injectable()
export class MixRulesQuery {
  constructor(private readonly database: Database) {}

  /** `keptApart`: whether a member of those days must not meet them. */
  async run({ groupId, clientId, episodeId, from, to }: Newcomer): Promise<MixFacts & { keptApart: boolean }> {
    // First: whoever keeps two apart waits here for whoever books one of them, and the other way round.
    await this.database.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [clientId]);
    return this.database.one(FACTS, [groupId, clientId, episodeId, from, to]);
  }
}
