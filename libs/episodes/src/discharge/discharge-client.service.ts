import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, invalidInput, type ClinicDay } from '#platform';
import { EpisodeInHand } from '../episode-in-hand.js';
import { EpisodeEntity, type Disposition } from '../episode.entity.js';
import { alreadyDischarged } from '../episodes.errors.js';
import { EPISODES_CHANGED, type EpisodesChanged } from '../episodes.events.js';
import { PlaceOffers } from '../intake/place-offers.service.js';
import { ProgramPlaces } from '../intake/program-places.service.js';
import { ended } from '../team/care-team-changes.js';
import { CareTeams } from '../team/care-teams.js';

export interface DischargeInput {
  version: number;
  /** The last day in the program; it may lie ahead. */
  dischargedOn: ClinicDay;
  disposition: Disposition;
  reason?: string | null;
}

/** Ends a stay. What is booked after its last day is cancelled by whoever hears of it, and its place goes to who waits, in the same transaction. */
@Injectable()
export class DischargeClient {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly inHand: EpisodeInHand,
    private readonly teams: CareTeams,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
  ) {}

  /** @throws DomainError 409 `already-discharged`, 409 `stale-edit`. */
  async run(clinicId: string, episodeId: string, input: DischargeInput): Promise<void> {
    const { dischargedOn, disposition, reason = null } = input;
    await this.database.transaction(async () => {
      const program = await this.places.lockOf(clinicId, episodeId);
      const episode = await this.inHand.take(clinicId, episodeId, input.version);
      if (episode.dischargedOn !== null) throw alreadyDischarged();
      if (dischargedOn < episode.admittedOn) throw invalidInput([{ pointer: '/dischargedOn', detail: 'is before the day of admission' }]);
      await this.database.manager.update(EpisodeEntity, { id: episodeId, clinicId }, { dischargedOn, disposition });
      const before = (await this.teams.of(clinicId, [episodeId])).get(episodeId) ?? [];
      await this.teams.write(clinicId, [{ episodeId, before, after: ended(before, dischargedOn) }]);
      this.audit.record({ clinicId, action: 'episodes.client-discharged', subjectType: 'episode', subjectId: episodeId, clientId: episode.clientId, changes: { dischargedOn: [null, dischargedOn], disposition: [null, disposition] }, reason });
      await this.events.publish<EpisodesChanged>({ name: EPISODES_CHANGED, clinicId, payload: { episodeIds: [episodeId] } });
      await this.offers.refresh(program);
    });
  }
}
