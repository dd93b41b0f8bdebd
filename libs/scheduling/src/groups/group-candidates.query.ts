import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay } from '#platform';
import type { GroupCandidateDto } from './groups.dto.js';

const OFFERED = 20;

const CANDIDATES = /* sql */ `
  select e.id as "episodeId", e.admitted_on as "admittedOn", o.name as "programName", e.program_id is not distinct from $4 as "sameProgram",
    json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client
  from episodes.v_episode e join clients.v_client c on c.id = e.client_id join programs.v_program o on o.id = e.program_id
  where e.clinic_id = $1 and (e.discharged_on is null or e.discharged_on >= $3) and c.status = 'active'
    and ($5::text is null or c.sort_name like '%' || $5 || '%' or platform.plain(c.given_name || ' ' || c.family_name) like '%' || $5 || '%' or lower(c.chart_number) = $5)
    and not exists (select from scheduling.group_member m where m.group_id = $2 and m.client_id = e.client_id and (m.left_on is null or m.left_on >= $3))
  order by "sameProgram" desc, e.admitted_on > $3::date - 14 desc, c.sort_name, e.id limit ${OFFERED}`;

/** Who could join a group: those in its program first, newcomers before others. */
@Injectable()
export class GroupCandidatesQuery {
  constructor(private readonly database: Database) {}

  /** At most twenty. @throws DomainError 404. */
  async run(clinicId: string, groupId: string, today: ClinicDay, search?: string): Promise<GroupCandidateDto[]> {
    const group = await this.database.maybe<{ programId: string | null }>('select program_id as "programId" from scheduling.therapy_group where id = $1 and clinic_id = $2', [groupId, clinicId]);
    if (!group) throw notFound('group');
    const words = search ? search.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\\%_]/g, '\\$&') : null;
    return this.database.rows<GroupCandidateDto>(CANDIDATES, [clinicId, groupId, today, group.programId, words]);
  }
}
