import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, invalidInput, newId, notFound, type ClinicDay } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { AuthorizationEntity } from './authorization.entity.js';
import { problemsOfTerms, termsOnRecord, type AuthorizationTerms } from './authorization-terms.js';
import './authorization.errors.js';

export type RecordAuthorizationInput = Omit<AuthorizationTerms, 'nextReviewOn' | 'note'> & Partial<Pick<AuthorizationTerms, 'nextReviewOn' | 'note'>> & { episodeId: string };

/** Records what a payer allows of a stay. */
@Injectable()
export class RecordAuthorization {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns its id. @throws DomainError 404; 400 with the fields; 409 `authorizations-overlap`. */
  async run(clinicId: string, clientId: string, { episodeId, ...said }: RecordAuthorizationInput): Promise<string> {
    const terms: AuthorizationTerms = { ...said, nextReviewOn: said.nextReviewOn ?? null, note: said.note || null };
    return this.database.transaction(async () => {
      const stay = await this.database.maybe<{ admittedOn: ClinicDay; dischargedOn: ClinicDay | null }>(
        'select admitted_on as "admittedOn", discharged_on as "dischargedOn" from episodes.episode where id = $1 and client_id = $2 and clinic_id = $3',
        [episodeId, clientId, clinicId],
      );
      if (!stay) throw notFound('stay of this client');
      const problems = problemsOfTerms(terms, stay);
      if (problems.length > 0) throw invalidInput(problems);
      const id = newId();
      await this.database.manager.insert(AuthorizationEntity, { id, clinicId, episodeId, clientId, ...terms, createdAt: this.clock.now() });
      const action: EpisodesAction = 'episodes.authorization-recorded';
      this.audit.record({ clinicId, action, subjectType: 'authorization', subjectId: id, clientId, changes: { episodeId, ...termsOnRecord(terms) } });
      return id;
    });
  }
}
