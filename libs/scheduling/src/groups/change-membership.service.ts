import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound, staleEdit, type ClinicDay } from '#platform';
import { wrongInput } from '../scheduling.errors.js';
import { SeatOffers } from '../waitlist/seat-offers.service.js';
import { GroupPlaces } from './group-places.service.js';

/** Other days of a membership. What is left out stays. */
export interface ChangeMembershipInput {
  joinedOn?: ClinicDay;
  /** The last day in the group; null: it goes on. */
  leftOn?: ClinicDay | null;
  reason?: string | null;
  leaveOut?: readonly string[];
  version: number;
}

/** The membership as it stands now, and what that did to the sessions to come. */
export interface ChangedMembership {
  version: number;
  booked: number;
  freed: number;
}

interface MemberRow {
  clientId: string;
  episodeId: string;
  joinedOn: ClinicDay;
  leftOn: ClinicDay | null;
  version: number;
  dischargedOn: ClinicDay | null;
}

/** Changes when somebody joins or leaves a group. Only sessions yet to begin follow. */
@Injectable()
export class ChangeMembership {
  constructor(
    private readonly database: Database,
    private readonly places: GroupPlaces,
    private readonly offers: SeatOffers,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `group-full`, `enrolment-conflicts` where a longer stay does not fit, `stale-edit`; 400; 404. */
  async run(clinicId: string, groupId: string, memberId: string, input: ChangeMembershipInput): Promise<ChangedMembership> {
    return this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      const member = await this.database.maybe<MemberRow>(
        `select m.client_id as "clientId", m.episode_id as "episodeId", m.joined_on as "joinedOn", m.left_on as "leftOn", m.version, e.discharged_on as "dischargedOn"
         from scheduling.group_member m join episodes.v_episode e on e.id = m.episode_id where m.id = $1 and m.group_id = $2 and m.clinic_id = $3 for update of m`,
        [memberId, groupId, clinicId],
      );
      if (!member) throw notFound('member');
      if (member.version !== input.version) throw staleEdit('membership', member.version);
      const joinedOn = input.joinedOn ?? member.joinedOn;
      const leftOn = input.leftOn === undefined ? member.leftOn : input.leftOn;
      if (leftOn !== null && leftOn < joinedOn) throw wrongInput('/leftOn', 'must not be before the day of joining');
      const { version } = await this.database.one<{ version: number }>(
        'update scheduling.group_member set joined_on = $2, left_on = $3, version = version + 1 where id = $1 returning version',
        [memberId, joinedOn, leftOn],
      );
      const days = { groupId, clientId: member.clientId, episodeId: member.episodeId, from: joinedOn, to: leftOn ?? member.dischargedOn };
      const freed = await this.places.free(clinicId, days, input.reason ?? null);
      const longer = joinedOn < member.joinedOn || (member.leftOn !== null && (leftOn === null || leftOn > member.leftOn));
      const booked = longer ? await this.places.book(clinicId, days, input.leaveOut) : [];
      this.audit.record({
        clinicId,
        action: leftOn !== null && leftOn !== member.leftOn ? 'scheduling.group-left' : 'scheduling.group-joined',
        subjectType: 'group',
        subjectId: groupId,
        clientId: member.clientId,
        changes: { joinedOn: [member.joinedOn, joinedOn], leftOn: [member.leftOn, leftOn], booked: booked.length, freed },
        reason: input.reason ?? null,
      });
      // A seat that is free now goes to whoever waits for it, in this same change.
      await this.offers.refresh(group);
      return { version, booked: booked.length, freed };
    });
  }
}
