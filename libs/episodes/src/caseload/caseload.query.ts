import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database } from '#platform';

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
  /** Of all of them, those who are new by the policy of their program (`caseload.new_days`). */
  newlyAdmitted: number;
  /** A client weighs 1 for the primary, less for others, more while new: as the policy of their program says (`caseload.*`). */
  weight: number;
  /** The lowest maximum among the policies of the programs they are primary in; null when none says one. */
  maximum: number | null;
}

/** A number of the policy of the stay's program on day $2; of the base layer where no policy holds. */
const number = (name: string): string => `coalesce((v.parameters #>> '{caseload.${name},value}')::int, (select (b.value #>> '{}')::int from programs.v_base_value b
  where b.parameter = 'caseload.${name}' and b.population is null and b.effective_from <= $2 and (b.effective_to is null or b.effective_to >= $2)))`;

/** Who cares for how many, heaviest first; whoever still works here and has nobody comes last. */
@Injectable()
export class CaseloadQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  async run(clinicId: string): Promise<CaseloadRow[]> {
    const today = await this.clinics.today(clinicId);
    return this.database.rows<CaseloadRow>(
      `with place as (
         select m.staff_id, e.client_id, bool_or(m.is_primary) as is_primary, bool_or(n.is_new) as is_new,
           max(case when m.is_primary then 100 else n.other_percent end) + max(case when n.is_new then n.new_percent else 0 end) as percent,
           min(case when m.is_primary then (v.parameters #>> '{eligibility.caseload_maximum,value}')::int end) as maximum
         from episodes.care_team_member m
         join episodes.episode e on e.id = m.episode_id and e.admitted_on <= $2 and (e.discharged_on is null or e.discharged_on >= $2)
         left join programs.v_policy_version v on v.program_id = e.program_id and daterange(v.effective_from, v.effective_to, '[]') @> $2::date
         cross join lateral (select ${number('other_percent')} as other_percent, ${number('new_percent')} as new_percent, e.admitted_on > $2::date - ${number('new_days')} as is_new) n
         where m.clinic_id = $1 and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2)
         group by m.staff_id, e.client_id
       )
       select s.id as "staffId", s.given_name as "givenName", s.family_name as "familyName", s.discipline, s.active,
         count(*) filter (where p.is_primary)::int as primary, count(*) filter (where not p.is_primary)::int as other,
         count(*) filter (where p.is_new)::int as "newlyAdmitted",
         trim_scale(coalesce(sum(p.percent), 0) / 100.0) as weight,
         min(p.maximum) as maximum
       from team.v_staff s left join place p on p.staff_id = s.id
       where s.clinic_id = $1 and (s.active or p.staff_id is not null)
       group by s.id, s.given_name, s.family_name, s.discipline, s.active, s.sort_name
       order by weight desc, s.sort_name, s.id`,
      [clinicId, today],
    );
  }
}
