import { Injectable } from '@nestjs/common';
import { Database, notFound, staleEdit } from '#platform';
import { EpisodeEntity } from './episode.entity.js';

/** Takes an episode for a change of it, its hours or its care team: one at a time, by who saw it last. */
@Injectable()
export class EpisodeInHand {
  constructor(private readonly database: Database) {}

  /**
   * Locks the episode and counts the change. The version it returns is the new one.
   * @throws DomainError 404, 409 `stale-edit` when someone else changed it since.
   */
  async take(clinicId: string, episodeId: string, version: number): Promise<EpisodeEntity> {
    const episode = await this.database.manager.findOne(EpisodeEntity, { where: { id: episodeId, clinicId }, lock: { mode: 'pessimistic_write' } });
    if (!episode) throw notFound('episode');
    if (episode.version !== version) throw staleEdit('stay', episode.version);
    episode.version += 1;
    await this.database.manager.update(EpisodeEntity, { id: episodeId, clinicId }, { version: episode.version });
    return episode;
  }
}
