import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, invalidInput, notFound, type ClinicDay } from '#platform';
import { handedOver } from '../team/care-team-changes.js';
import { CareTeams } from '../team/care-teams.js';
import { StaffAtWork } from '../team/staff-at-work.js';

export interface HandOverInput {
  fromStaffId: string;
  toStaffId: string;
  /** The first day the other one has them. */
  fromDay: ClinicDay;
  /** The last such day of an absence; left out, it is for good. */
  untilDay?: ClinicDay | null;
  /** Only these stays; all that are still running unless said. */
  episodeIds?: string[];
  reason?: string | null;
}

/** Hands one person's places on care teams to another, all in one action: for good, or for the time of a leave. */
@Injectable()
export class HandOverCaseload {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly teams: CareTeams,
    private readonly staff: StaffAtWork,
  ) {}

  /** @returns how many stays were handed over. @throws DomainError 400; 404; 422 for someone who has left. */
  async run(clinicId: string, input: HandOverInput): Promise<{ episodes: number }> {
    const { fromStaffId, toStaffId, fromDay, untilDay = null, episodeIds, reason = null } = input;
    if (fromStaffId === toStaffId) throw invalidInput([{ pointer: '/toStaffId', detail: 'must be someone else' }]);
    if (untilDay !== null && untilDay < fromDay) throw invalidInput([{ pointer: '/untilDay', detail: 'is before the first day' }]);
    return this.database.transaction(async () => {
      await this.staff.check(clinicId, [{ staffId: toStaffId, pointer: '/toStaffId' }]);
      // Whoever hands over may have left already.
      if (!(await this.database.maybe('select from team.v_staff where clinic_id = $1 and id = $2', [clinicId, fromStaffId]))) throw notFound('member of staff');
      const episodes = await this.database.rows<{ id: string; clientId: string }>(
        `select e.id, e.client_id as "clientId" from episodes.episode e
         where e.clinic_id = $1 and (e.discharged_on is null or e.discharged_on >= $3) and ($4::uuid[] is null or e.id = any($4))
           and e.id in (select m.episode_id from episodes.care_team_member m
             where m.clinic_id = $1 and m.staff_id = $2 and (m.to_day is null or m.to_day >= $3) and ($5::date is null or m.from_day <= $5))
         order by e.id for update`,
        [clinicId, fromStaffId, fromDay, episodeIds ?? null, untilDay],
      );
      const ids = episodes.map(({ id }) => id);
      const before = await this.teams.of(clinicId, ids);
      await this.teams.write(clinicId, ids.map((episodeId) => {
        const team = before.get(episodeId) ?? [];
        return { episodeId, before: team, after: handedOver(team, fromStaffId, toStaffId, fromDay, untilDay) };
      }));
      await this.database.rows('update episodes.episode set version = version + 1 where clinic_id = $1 and id = any($2::uuid[])', [clinicId, ids]);
      for (const { id, clientId } of episodes) {
        this.audit.record({ clinicId, action: 'episodes.caseload-handed-over', subjectType: 'episode', subjectId: id, clientId, changes: { staff: [fromStaffId, toStaffId], fromDay, untilDay }, reason });
      }
      return { episodes: episodes.length };
    });
  }
}
