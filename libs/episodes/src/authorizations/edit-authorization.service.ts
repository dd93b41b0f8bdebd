import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, invalidInput } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { EpisodeEntity } from '../episode.entity.js';
import { AuthorizationInHand } from './authorization-in-hand.js';
import { AuthorizationEntity } from './authorization.entity.js';
import { changesOfTerms, problemsOfTerms, type AuthorizationTerms } from './authorization-terms.js';

export type EditAuthorizationInput = Partial<AuthorizationTerms> & { version: number };

/** Corrects or extends an authorization. What is not said stays; what is used of it is counted by the new terms from then on. */
@Injectable()
export class EditAuthorization {
  constructor(
    private readonly database: Database,
    private readonly inHand: AuthorizationInHand,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404; 400 with the fields; 409 `authorizations-overlap`, `authorization-withdrawn`, `stale-edit`. */
  async run(clinicId: string, clientId: string, authorizationId: string, { version, ...edit }: EditAuthorizationInput): Promise<void> {
    await this.database.transaction(async () => {
      const before = await this.inHand.take(clinicId, clientId, authorizationId, version);
      const { payer = before.payer, number = before.number, startsOn = before.startsOn, endsOn = before.endsOn, unit = before.unit, granted = before.granted } = edit;
      const { nextReviewOn = before.nextReviewOn, note = before.note } = edit;
      const terms: AuthorizationTerms = { payer, number, startsOn, endsOn, unit, granted, nextReviewOn, note: note || null };
      const changes = changesOfTerms(before, terms);
      if (Object.keys(changes).length === 0) return;
      const stay = await this.database.manager.findOneOrFail(EpisodeEntity, { where: { id: before.episodeId, clinicId } });
      const problems = problemsOfTerms(terms, stay);
      if (problems.length > 0) throw invalidInput(problems);
      await this.database.manager.update(AuthorizationEntity, { id: authorizationId }, { ...terms, version: version + 1 });
      const action: EpisodesAction = 'episodes.authorization-changed';
      this.audit.record({ clinicId, action, subjectType: 'authorization', subjectId: authorizationId, clientId, changes });
    });
  }
}
