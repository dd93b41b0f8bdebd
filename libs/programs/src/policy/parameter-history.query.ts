import { Injectable } from '@nestjs/common';
import { Database, notFound } from '#platform';
import type { ParameterKey } from './parameters.js';
import type { ParameterHistoryDto, ParameterRecordDto, ParameterRunDto } from './parameter-history.dto.js';
import { sameValue } from './resolve-policy.js';

/** The columns of a value as screens show it; `v` is the value, `p` its profile. */
export const RECORD = `v.id, v.parameter, p.layer, p.id as "profileId", p.name as "profileName", v.population, v.value, v.effective_from as "effectiveFrom", v.effective_to as "effectiveTo",
  v.source, v.evidence, v.reason, v.author_name as "authorName", v.created_at as "createdAt", v.superseded_at as "supersededAt"`;

/** The whole story of one parameter of a program: what held when, and every value of every layer there ever was. */
@Injectable()
export class ParameterHistoryQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, programId: string, parameter: ParameterKey): Promise<ParameterHistoryDto> {
    const versions = await this.database.rows<ParameterRunDto>(
      `select v.effective_from as "from", v.effective_to as "to", v.number as "policyNumber", w.value, w.layer, w."profileName", w.source
       from programs.policy_version v,
         jsonb_to_record(v.parameters -> $3) as w(value jsonb, layer text, "profileName" text, source text)
       where v.clinic_id = $1 and v.program_id = $2 and v.superseded_at is null order by v.effective_from`,
      [clinicId, programId, parameter],
    );
    if (versions.length === 0) throw notFound('program');
    const records = await this.database.rows<ParameterRecordDto>(
      `select ${RECORD} from programs.rule_value v join programs.rule_profile p on p.id = v.profile_id
       join programs.program g on g.id = $1
       where v.parameter = $2 and (v.population is null or v.population = g.population)
         and (p.layer = 'base' or p.program_id = $1 or exists (select from programs.program_profile f where f.program_id = $1 and f.profile_id = p.id))
       order by v.created_at desc, v.effective_from desc, v.id desc limit 1000`,
      [programId, parameter],
    );
    return { parameter, runs: joined(versions), records };
  }
}

/** Versions next to each other that agree on this parameter are one run. */
function joined(versions: readonly ParameterRunDto[]): ParameterRunDto[] {
  const runs: ParameterRunDto[] = [];
  for (const one of versions) {
    const before = runs.at(-1);
    if (before && sameValue(before.value, one.value) && before.layer === one.layer && before.source === one.source && before.profileName === one.profileName) before.to = one.to;
    else runs.push({ ...one });
  }
  return runs;
}
