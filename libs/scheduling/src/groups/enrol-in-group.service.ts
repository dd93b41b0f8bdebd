import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, newId, notFound, type ClinicDay } from '#platform';
import { keptApart } from '../keep-apart/keep-apart.errors.js';
import { notBookable, wrongInput } from '../scheduling.errors.js';
import { SeatOffers } from '../waitlist/seat-offers.service.js';
import { GroupMemberEntity } from './group-member.entity.js';
import { GroupPlaces } from './group-places.service.js';
import { groupClosed, mixNeedsReason, outsideEpisode } from './groups.errors.js';
import { judgeMix } from './mix-rules.js';
import { MixRulesQuery } from './mix-rules.query.js';

/** Who joins a group, and from when. */
export interface EnrolInput {
  episodeId: string;
  joinedOn: ClinicDay;
  /** The last day; left out: until somebody says so, or the stay ends. */
  leftOn?: ClinicDay | null;
  /** Sessions the person chose not to book, because something is in the way. */
  leaveOut?: readonly string[];
  /** Why somebody joins a closed group that runs, or one that is for others. */
  reason?: string | null;
}

/** A membership and what was booked for it. */
export interface Enrolment {
  memberId: string;
  groupId: string;
  sessions: { sessionId: string; day: ClinicDay }[];
}

interface EpisodeRow {
  clientId: string;
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
}

/** Enrols a client in a group and books every session of it to come: all or none. */
@Injectable()
export class EnrolInGroup {
  constructor(
    private readonly database: Database,
    private readonly places: GroupPlaces,
    private readonly offers: SeatOffers,
    private readonly mix: MixRulesQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `group-full`, `seat-offered`, `enrolment-conflicts`, `already-member`, `kept-apart`; 422 `group-closed`, `mix-rules`; 400; 404. */
  async run(clinicId: string, groupId: string, input: EnrolInput): Promise<Enrolment> {
    return this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      await this.offers.refresh(group);
      if (!group.active) throw notBookable('group', groupId);
      if (group.enrollment === 'closed' && group.begun && !input.reason) throw groupClosed();
      const episode = await this.database.maybe<EpisodeRow>(
        `select client_id as "clientId", admitted_on as "admittedOn", discharged_on as "dischargedOn" from episodes.v_episode where id = $2 and clinic_id = $1`,
        [clinicId, input.episodeId],
      );
      if (!episode) throw notFound('episode');
      const leftOn = input.leftOn ?? null;
      checkDays(input.joinedOn, leftOn, episode);
      const facts = await this.mix.run({ groupId, clientId: episode.clientId, episodeId: input.episodeId, from: input.joinedOn, to: leftOn });
      if (facts.keptApart) throw keptApart();
      const broken = judgeMix(facts);
      if (broken.length > 0 && !input.reason) throw mixNeedsReason(broken);
      await this.offers.settle(group, episode.clientId);
      const memberId = newId();
      await this.database.manager.insert(GroupMemberEntity, { id: memberId, clinicId, groupId, episodeId: input.episodeId, clientId: episode.clientId, joinedOn: input.joinedOn, leftOn });
      const sessions = await this.places.book(
        clinicId,
        { groupId, clientId: episode.clientId, episodeId: input.episodeId, from: input.joinedOn, to: leftOn ?? episode.dischargedOn },
        input.leaveOut,
      );
      this.audit.record({
        clinicId,
        action: 'scheduling.group-joined',
        subjectType: 'group',
        subjectId: groupId,
        clientId: episode.clientId,
        changes: { joinedOn: input.joinedOn, leftOn, sessions: sessions.length, leftOut: input.leaveOut?.length ?? 0, ...(broken.length > 0 && { against: broken.map((one) => one.rule) }) },
        reason: input.reason ?? null,
      });
      return { memberId, groupId, sessions };
    });
  }
}

function checkDays(joinedOn: ClinicDay, leftOn: ClinicDay | null, episode: EpisodeRow): void {
  if (leftOn !== null && leftOn < joinedOn) throw wrongInput('/leftOn', 'must not be before the day of joining');
  if (joinedOn < episode.admittedOn || (episode.dischargedOn !== null && joinedOn > episode.dischargedOn)) throw outsideEpisode('/joinedOn', episode.admittedOn, episode.dischargedOn);
}
