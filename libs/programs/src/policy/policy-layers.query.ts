import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import { ALWAYS, type DatedValue, type FollowedProfile } from './resolve-policy.js';
import type { Layer } from './rule-profile.entity.js';

interface LayerRow {
  profileId: string;
  name: string;
  layer: Layer;
  from: ClinicDay;
  to: ClinicDay | null;
  values: DatedValue[];
}

/** Every profile a program follows, has followed or will follow, with the numbers that stand in it. */
@Injectable()
export class PolicyLayersQuery {
  constructor(private readonly database: Database) {}

  async run(programId: string): Promise<FollowedProfile[]> {
    const rows = await this.database.rows<LayerRow>(
      `with followed as (
         select id as profile_id, $2::date as from_day, null::date as to_day from programs.rule_profile where layer = 'base' or program_id = $1
         union all
         select profile_id, effective_from, effective_to from programs.program_profile where program_id = $1 and superseded_at is null)
       select p.id as "profileId", p.name, p.layer, f.from_day as "from", f.to_day as "to",
         coalesce((select jsonb_agg(jsonb_build_object('parameter', v.parameter, 'population', v.population, 'value', v.value,
             'effectiveFrom', v.effective_from, 'effectiveTo', v.effective_to, 'source', v.source, 'evidence', v.evidence) order by v.parameter, v.effective_from, v.id)
           from programs.rule_value v where v.profile_id = p.id and v.superseded_at is null), '[]') as values
       from followed f join programs.rule_profile p on p.id = f.profile_id
       order by p.layer, p.name, f.from_day, p.id`,
      [programId, ALWAYS],
    );
    return rows;
  }
}
