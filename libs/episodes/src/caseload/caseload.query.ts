import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database } from '#platform';
import { CASELOAD_WEIGHTS, newSince } from './caseload-weights.js';

/** How many clients somebody cares for today. */
export interface CaseloadRow {
  staffId: string;
  givenName: string;
  familyName: string;
  discipline: string;
  active: boolean;
  /** Clients they are primary for. */
  primary: number;
  /** Clients of whose care team they are otherwise. */
  other: number;
  /** Of all of them, admitted within the last fourteen days. */
  newlyAdmitted: number;
  /** Sum of the weights; see `CASELOAD_WEIGHTS`. */
  weight: number;
  /** The lowest maximum among the policies of the programs they are primary in; null when none says one. */
  maximum: number | null;
}

/** Who cares for how many, heaviest first; whoever still works here and has nobody comes last. */
@Injectable()
export class CaseloadQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  async run(clinicId: string): Promise<CaseloadRow[]> {
    const today = await this.clinics.today(clinicId);
    const { primary, other, newlyAdmitted } = CASELOAD_WEIGHTS;
    return this.database.rows<CaseloadRow>(
      `with place as (
         select m.staff_id, e.client_id, bool_or(m.is_primary) as is_primary, bool_or(e.admitted_on >= $3) as is_new,
           min(case when m.is_primary then (v.parameters #>> '{eligibility.caseload_maximum,value}')::int end) as maximum
         from episodes.care_team_member m
         join episodes.episode e on e.id = m.episode_id and e.admitted_on <= $2 and (e.discharged_on is null or e.discharged_on >= $2)
         left join programs.v_policy_version v on v.program_id = e.program_id and daterange(v.effective_from, v.effective_to, '[]') @> $2::date
         where m.clinic_id = $1 and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2)
         group by m.staff_id, e.client_id
       )
       select s.id as "staffId", s.given_name as "givenName", s.family_name as "familyName", s.discipline, s.active,
         count(*) filter (where p.is_primary)::int as primary, count(*) filter (where not p.is_primary)::int as other,
         count(*) filter (where p.is_new)::int as "newlyAdmitted",
         coalesce(sum(case when p.is_primary then $4::numeric else $5::numeric end + case when p.is_new then $6::numeric else 0 end) filter (where p.client_id is not null), 0) as weight,
         min(p.maximum) as maximum
       from team.v_staff s left join place p on p.staff_id = s.id
       where s.clinic_id = $1 and (s.active or p.staff_id is not null)
       group by s.id, s.given_name, s.family_name, s.discipline, s.active, s.sort_name
       order by weight desc, s.sort_name, s.id`,
      [clinicId, today, newSince(today), primary, other, newlyAdmitted],
    );
  }
}
