import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, addDays } from '#platform';
import { EpisodeInHand } from '../episode-in-hand.js';
import { clientNotAdmittable, notDischarged } from '../episodes.errors.js';
import { EPISODES_CHANGED, type EpisodesChanged } from '../episodes.events.js';
import { PlaceOffers } from '../intake/place-offers.service.js';
import { ProgramPlaces } from '../intake/program-places.service.js';
import { CareTeams } from '../team/care-teams.js';

/** Opens a stay again whose discharge was a mistake, or did not come to pass. Cancelled bookings stay cancelled. */
@Injectable()
export class TakeBackDischarge {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly inHand: EpisodeInHand,
    private readonly teams: CareTeams,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
  ) {}

  /** @throws DomainError 409 `not-discharged`, 409 `already-in-program` when the client has come back since, 409 `program-full` when somebody has been told that the place is theirs. */
  async run(clinicId: string, episodeId: string, version: number, reason: string): Promise<void> {
    await this.database.transaction(async () => {
      const program = await this.places.lockOf(clinicId, episodeId);
      const episode = await this.inHand.take(clinicId, episodeId, version);
      const { dischargedOn, disposition } = episode;
      if (dischargedOn === null) throw notDischarged();
      const client = await this.database.one<{ status: string }>('select status from clients.v_client where id = $1 and clinic_id = $2 for share', [episode.clientId, clinicId]);
      if (client.status === 'archived') throw clientNotAdmittable('archived');
      await this.offers.takePlaceAgain(program, { clientId: episode.clientId, episodeId, from: addDays(dischargedOn, 1) });
      await this.database.rows('update episodes.episode set discharged_on = null, disposition = null where id = $1 and clinic_id = $2', [episodeId, clinicId]);
      const before = (await this.teams.of(clinicId, [episodeId])).get(episodeId) ?? [];
      const after = before.map((place) => (place.toDay === dischargedOn ? { ...place, toDay: null } : place));
      await this.teams.write(clinicId, [{ episodeId, before, after }]);
      this.audit.record({ clinicId, action: 'episodes.discharge-taken-back', subjectType: 'episode', subjectId: episodeId, clientId: episode.clientId, changes: { dischargedOn: [dischargedOn, null], disposition: [disposition, null] }, reason });
      await this.events.publish<EpisodesChanged>({ name: EPISODES_CHANGED, clinicId, payload: { episodeIds: [episodeId] } });
    });
  }
}
