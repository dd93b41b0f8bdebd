import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, notFound } from '#platform';
import { RECORD } from './parameter-history.query.js';
import type { ParameterRecordDto } from './parameter-history.dto.js';
import type { RuleProfileDetailDto, RuleProfileDto } from './rule-profiles.dto.js';

// A clinic ($1) sees what is shipped and its own; programs' own numbers are seen on the program. $2 is today.
const PROFILE = `select p.id, p.layer, p.name, p.clinic_id is null as shared, p.version,
    (select count(distinct v.parameter) from programs.rule_value v where v.profile_id = p.id and v.superseded_at is null)::int as numbers,
    (select count(distinct f.program_id) from programs.program_profile f join programs.program g on g.id = f.program_id
      where f.profile_id = p.id and f.superseded_at is null and g.clinic_id = $1 and (f.effective_to is null or f.effective_to >= $2))::int as "followedBy"
  from programs.rule_profile p where (p.clinic_id = $1 or p.clinic_id is null) and p.layer <> 'program'`;

/** The rule profiles a clinic can look at: shipped ones and its own. */
@Injectable()
export class RuleProfilesQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  async run(clinicId: string): Promise<RuleProfileDto[]> {
    return this.database.rows<RuleProfileDto>(`${PROFILE} order by array_position(array['base', 'state', 'accreditor', 'payer'], p.layer), shared, p.name, p.id`, [clinicId, await this.clinics.today(clinicId)]);
  }

  /** One with its numbers. @throws DomainError 404. */
  async one(clinicId: string, profileId: string): Promise<RuleProfileDetailDto> {
    const profile = await this.database.maybe<RuleProfileDto>(`${PROFILE} and p.id = $3`, [clinicId, await this.clinics.today(clinicId), profileId]);
    if (!profile) throw notFound('rule profile');
    const values = await this.database.rows<ParameterRecordDto>(
      `select ${RECORD} from programs.rule_value v join programs.rule_profile p on p.id = v.profile_id
       where v.profile_id = $1 and v.superseded_at is null order by v.parameter, v.population nulls first, v.effective_from, v.id limit 1000`,
      [profileId],
    );
    return { ...profile, values };
  }
}
