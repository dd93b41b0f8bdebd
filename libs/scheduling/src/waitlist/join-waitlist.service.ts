import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, newId, notFound, type ClinicDay } from '#platform';
import { ClinicsReader } from '#clinics';
import { keptApart } from '../keep-apart/keep-apart.errors.js';
import { notBookable } from '../scheduling.errors.js';
import { SeatOffers } from './seat-offers.service.js';
import { WaitlistEntryEntity } from './waitlist-entry.entity.js';
import { alreadyMember, seatFree, waitlistLong } from './waitlist.errors.js';

/** Most people one group can have waiting: more is not a list but a hope. */
export const MOST_WAITING = 200;

/** Who waits. */
export interface JoinWaitlistInput {
  episodeId: string;
  /** About times and wishes; nothing clinical. */
  note?: string | null;
}

interface EpisodeRow {
  clientId: string;
  dischargedOn: ClinicDay | null;
  member: boolean;
  keptApart: boolean;
}

/** Puts a client at the end of a full group's waitlist. */
@Injectable()
export class JoinWaitlist {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly offers: SeatOffers,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `seat-free`, `already-member`, `already-waiting`, `kept-apart`, `waitlist-long`, `group-inactive`; 404. */
  async run(clinicId: string, groupId: string, input: JoinWaitlistInput): Promise<string> {
    return this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      if (!group.active) throw notBookable('group', groupId);
      const today = await this.clinics.today(clinicId);
      const episode = await this.database.maybe<EpisodeRow>(
        `select e.client_id as "clientId", e.discharged_on as "dischargedOn",
           exists (select from scheduling.group_member m where m.group_id = $3 and m.client_id = e.client_id and (m.left_on is null or m.left_on >= $4)) as member,
           exists (select from scheduling.v_keep_apart k join scheduling.group_member m on m.group_id = $3 and m.client_id = k.other_client_id
             and (m.left_on is null or m.left_on >= $4) where k.client_id = e.client_id) as "keptApart"
         from episodes.v_episode e where e.id = $2 and e.clinic_id = $1 and (e.discharged_on is null or e.discharged_on >= $4)`,
        [clinicId, input.episodeId, groupId, today],
      );
      if (!episode) throw notFound('episode');
      if (episode.member) throw alreadyMember();
      if (episode.keptApart) throw keptApart();
      await this.offers.refresh(group);
      if ((await this.offers.seatFreeFrom(group)) === today) throw seatFree();
      const { waiting, last } = await this.database.one<{ waiting: number; last: number }>('select count(*)::int as waiting, coalesce(max(position), 0)::int as last from scheduling.waitlist_entry where group_id = $1 and ended_at is null', [groupId]);
      if (waiting >= MOST_WAITING) throw waitlistLong(MOST_WAITING);
      const id = newId();
      await this.database.manager.insert(WaitlistEntryEntity, { id, clinicId, groupId, episodeId: input.episodeId, clientId: episode.clientId, position: last + 1, since: this.clock.now(), note: input.note ?? null, endedAt: null });
      this.audit.record({ clinicId, action: 'scheduling.waitlist-joined', subjectType: 'group', subjectId: groupId, clientId: episode.clientId, changes: { position: waiting + 1 } });
      await this.offers.tell(group, [id]);
      // A seat about to be free is offered at once.
      await this.offers.fill(group);
      return id;
    });
  }
}
