import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, addDays, invalidInput, notFound, type ClinicDay } from '#platform';
import { EpisodeInHand } from '../episode-in-hand.js';
import type { EpisodeEntity } from '../episode.entity.js';
import { primaryNeeded } from '../episodes.errors.js';
import { ended, hasPrimary, joined, promoted, type TeamPlace } from './care-team-changes.js';
import type { CareTeamRole } from './care-team-member.entity.js';
import { CareTeams } from './care-teams.js';
import { StaffAtWork } from './staff-at-work.js';

export interface JoinCareTeamInput {
  version: number;
  staffId: string;
  role: CareTeamRole;
  isPrimary?: boolean;
  fromDay: ClinicDay;
}

/** Who cares for a client, in which role, from when to when. */
@Injectable()
export class ChangeCareTeam {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly inHand: EpisodeInHand,
    private readonly teams: CareTeams,
    private readonly staff: StaffAtWork,
  ) {}

  /** Someone joins. As primary they take that over from that day on. @throws DomainError 409 `already-on-care-team`. */
  async join(clinicId: string, episodeId: string, input: JoinCareTeamInput): Promise<void> {
    await this.change(clinicId, episodeId, input.version, input.fromDay, async (team, episode) => {
      await this.staff.check(clinicId, [{ staffId: input.staffId, pointer: '/staffId' }]);
      return joined(team, { staffId: input.staffId, role: input.role, isPrimary: input.isPrimary ?? false, fromDay: input.fromDay, toDay: episode.dischargedOn });
    });
  }

  /** Someone leaves after a last day. @throws DomainError 409 `primary-needed` when nobody would be primary then. */
  async leave(clinicId: string, episodeId: string, placeId: string, version: number, toDay: ClinicDay): Promise<void> {
    await this.change(clinicId, episodeId, version, toDay, async (team) => {
      const place = placeOf(team, placeId);
      if (toDay < place.fromDay) throw invalidInput([{ pointer: '/toDay', detail: 'is before the first day in this role' }]);
      return ended(team, toDay, ({ id }) => id === placeId);
    });
  }

  /** Someone of the team becomes primary from a day on. */
  async promote(clinicId: string, episodeId: string, placeId: string, version: number, fromDay: ClinicDay): Promise<void> {
    await this.change(clinicId, episodeId, version, fromDay, async (team) => {
      const place = placeOf(team, placeId);
      if (place.toDay !== null && place.toDay < fromDay) throw invalidInput([{ pointer: '/fromDay', detail: 'is after their last day in this role' }]);
      return promoted(team, placeId, fromDay < place.fromDay ? place.fromDay : fromDay);
    });
  }

  private async change(clinicId: string, episodeId: string, version: number, day: ClinicDay, decide: (team: TeamPlace[], episode: EpisodeEntity) => Promise<TeamPlace[]>): Promise<void> {
    await this.database.transaction(async () => {
      const episode = await this.inHand.take(clinicId, episodeId, version);
      if (day < episode.admittedOn) throw invalidInput([{ pointer: '', detail: 'The day is before the admission.' }]);
      const before = (await this.teams.of(clinicId, [episodeId])).get(episodeId) ?? [];
      const after = await decide(before, episode);
      if (everyDay(before, after, episode).some((one) => hasPrimary(before, one) && !hasPrimary(after, one))) throw primaryNeeded();
      await this.teams.write(clinicId, [{ episodeId, before, after }]);
      this.audit.record({ clinicId, action: 'episodes.care-team-changed', subjectType: 'episode', subjectId: episodeId, clientId: episode.clientId, changes: { careTeam: [facts(before), facts(after)] } });
    });
  }
}

/** The days on which who is primary can change: where a place begins, and the day after one ends. */
function everyDay(before: TeamPlace[], after: TeamPlace[], episode: EpisodeEntity): ClinicDay[] {
  const days = [...before, ...after].flatMap(({ fromDay, toDay }) => (toDay === null ? [fromDay] : [fromDay, addDays(toDay, 1)]));
  return days.filter((day) => episode.dischargedOn === null || day <= episode.dischargedOn);
}


function placeOf(team: readonly TeamPlace[], placeId: string): TeamPlace {
  const place = team.find(({ id }) => id === placeId);
  if (!place) throw notFound('member of the care team');
  return place;
}

function facts(team: readonly TeamPlace[]): object[] {
  return team.map(({ staffId, role, isPrimary, fromDay, toDay }) => ({ staffId, role, isPrimary, fromDay, toDay }));
}
