import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, addDays, notFound, staleEdit, type ClinicDay } from '#platform';
import { SeatOffers } from '../waitlist/seat-offers.service.js';
import { GroupPlaces } from './group-places.service.js';
import { membershipBegun } from './groups.errors.js';

interface MemberRow {
  clientId: string;
  episodeId: string;
  joinedOn: ClinicDay;
  version: number;
  begun: boolean;
}

/** Takes back an enrolment that was a mistake, as long as no session of it has begun. One that has begun ends on a day instead. */
@Injectable()
export class UndoEnrolment {
  constructor(
    private readonly database: Database,
    private readonly places: GroupPlaces,
    private readonly offers: SeatOffers,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `membership-begun`, `stale-edit`; 404. */
  async run(clinicId: string, groupId: string, memberId: string, version: number): Promise<void> {
    await this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      const member = await this.database.maybe<MemberRow>(
        `select m.client_id as "clientId", m.episode_id as "episodeId", m.joined_on as "joinedOn", m.version,
           exists (select from scheduling.participation p join scheduling.session s on s.id = p.session_id
             where p.client_id = m.client_id and p.status <> 'cancelled' and s.group_id = m.group_id and s.starts_at <= $4 and s.clinic_day >= m.joined_on
               and (m.left_on is null or s.clinic_day <= m.left_on)) as begun
         from scheduling.group_member m where m.id = $1 and m.group_id = $2 and m.clinic_id = $3 for update of m`,
        [memberId, groupId, clinicId, this.clock.now()],
      );
      if (!member) throw notFound('member');
      if (member.version !== version) throw staleEdit('membership', member.version);
      if (member.begun) throw membershipBegun();
      await this.database.rows('delete from scheduling.group_member where id = $1', [memberId]);
      // Nothing may stay booked: an end before the first day frees whatever lies ahead.
      const freed = await this.places.free(clinicId, { groupId, clientId: member.clientId, episodeId: member.episodeId, from: member.joinedOn, to: addDays(member.joinedOn, -1) }, null);
      this.audit.record({ clinicId, action: 'scheduling.enrolment-undone', subjectType: 'group', subjectId: groupId, clientId: member.clientId, changes: { joinedOn: member.joinedOn, freed } });
      await this.offers.refresh(group);
    });
  }
}
