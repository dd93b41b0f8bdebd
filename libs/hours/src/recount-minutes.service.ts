import { Injectable } from '@nestjs/common';
import { CREDIT_RULE, type RecordedParticipation } from '#attendance';
import { Clock, Database, currentActor, newId } from '#platform';
import { RECOUNT } from './recount-minutes.sql.js';

/** A place that counts toward somebody's hours. */
export type PlaceOfEpisode = RecordedParticipation & { episodeId: string };

/**
 * Carries ledger and weeks along with the marks of one roster, the news that comes all day. The transaction holds the
 * episodes already, so what is summed here is what everybody else committed before.
 */
@Injectable()
export class RecountMinutes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param places of one session, each of another episode.
   * @returns false when a week is not there yet: then nothing was written.
   */
  async run(clinicId: string, places: readonly PlaceOfEpisode[]): Promise<boolean> {
    const actor = currentActor();
    const entries = places.flatMap((place) =>
      place.beforeMinutes === place.afterMinutes ? [] : [-place.beforeMinutes, place.afterMinutes].filter((minutes) => minutes !== 0).map((minutes) => ({ place, minutes })),
    );
    const { there } = await this.database.one<{ there: boolean }>(RECOUNT, [
      places.map((place) => place.episodeId),
      places.map((place) => place.day),
      clinicId,
      CREDIT_RULE,
      actor.userId,
      actor.displayName,
      this.clock.now(),
      entries.map(() => newId()),
      entries.map(({ place }) => place.episodeId),
      entries.map(({ place }) => place.participationId),
      entries.map(({ place }) => place.sessionId),
      entries.map(({ place }) => place.day),
      entries.map(({ minutes }) => minutes),
      entries.map(({ place }) => place.markId),
    ]);
    return there;
  }
}
