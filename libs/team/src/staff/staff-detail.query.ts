import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, notFound } from '#platform';
import { CREDENTIALED, WARN_DAYS, credentialStanding } from '../credentials/credential-standing.sql.js';
import { disciplineLabel } from '../disciplines.js';
import { TeamReader } from '../team.reader.js';
import type { AccountDto, StaffDetailDto } from './staff.dto.js';

type Row = Omit<StaffDetailDto, 'disciplineLabel' | 'mayLeadToday' | 'mayNotLeadBecause' | 'maySignToday' | 'mayNotSignBecause'>;

/** One person of the team, with what they may do today. */
@Injectable()
export class StaffDetailQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly team: TeamReader,
  ) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, staffId: string): Promise<StaffDetailDto> {
    const today = await this.clinics.today(clinicId);
    const row = await this.database.maybe<Row>(
      `select s.id, trim(s.given_name || ' ' || s.family_name) as name, s.given_name as "givenName", s.family_name as "familyName", s.discipline, s.title,
         s.email, s.phone, s.languages, s.active, s.version, s.user_id as "userId", u.display_name as "accountName", s.user_id is not null as "hasAccount",
         case when v.id is not null then jsonb_build_object('id', v.id, 'name', trim(v.given_name || ' ' || v.family_name)) end as supervisor,
         c.standing as "credentialStanding", c.until as "credentialUntil",
         coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', trim(o.given_name || ' ' || o.family_name)) order by o.sort_name, o.id)
           from team.staff o where o.supervisor_id = s.id and o.active), '[]') as supervises
       from team.staff s left join team.staff v on v.id = s.supervisor_id left join identity.v_user u on u.id = s.user_id
       cross join ${credentialStanding('$3', '$4', '$5')} c
       where s.clinic_id = $1 and s.id = $2`,
      [clinicId, staffId, today, WARN_DAYS, CREDENTIALED],
    );
    if (!row) throw notFound('staff member');
    const [lead] = await this.team.mayLead(clinicId, [staffId], { disciplines: [] }, today);
    const sign = await this.team.maySign(clinicId, staffId, today);
    return {
      ...row,
      disciplineLabel: disciplineLabel(row.discipline),
      mayLeadToday: lead?.may ?? false,
      mayNotLeadBecause: lead?.sentence ?? null,
      maySignToday: sign.may,
      mayNotSignBecause: sign.sentence,
    };
  }

  /** Accounts that work in the clinic and belong to nobody on the team yet. */
  async freeAccounts(clinicId: string): Promise<AccountDto[]> {
    return this.database.rows<AccountDto>(
      `select u.id as "userId", u.display_name as "displayName" from identity.v_membership m join identity.v_user u on u.id = m.user_id
       where m.clinic_id = $1 and u.active and not exists (select from team.staff s where s.clinic_id = $1 and s.user_id = u.id)
       order by u.display_name, u.id limit 1000`,
      [clinicId],
    );
  }
}
