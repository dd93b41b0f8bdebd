import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, invalidInput, newId } from '#platform';
import { RuleProfileEntity } from './rule-profile.entity.js';
import type { CreateProfileDto } from './rule-profiles.dto.js';

/** Makes a profile of the clinic's own, empty or as a copy of another of the same layer. */
@Injectable()
export class CreateProfile {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @returns the profile's id. @throws DomainError 400 for a copy of what is not there, 409 `profile-name-taken`. */
  async run(clinicId: string, input: CreateProfileDto): Promise<string> {
    return this.database.transaction(async () => {
      const id = newId();
      await this.database.manager.insert(RuleProfileEntity, { id, clinicId, layer: input.layer, name: input.name });
      if (input.copyOf) await this.copy(clinicId, input.copyOf, input.layer, id);
      this.audit.record({ clinicId, action: 'programs.profile-created', subjectType: 'rule_profile', subjectId: id, changes: { layer: input.layer, name: input.name, copyOf: input.copyOf ?? null } });
      return id;
    });
  }

  private async copy(clinicId: string, from: string, layer: string, to: string): Promise<void> {
    const original = await this.database.maybe('select from programs.rule_profile where id = $1 and layer = $2 and (clinic_id is null or clinic_id = $3)', [from, layer, clinicId]);
    if (!original) throw invalidInput([{ pointer: '/copyOf', detail: 'is not a profile of this layer' }]);
    await this.database.rows(
      `insert into programs.rule_value (id, profile_id, parameter, population, value, effective_from, effective_to, source, evidence, reason, author_name, created_at)
       select gen_random_uuid(), $2, parameter, population, value, effective_from, effective_to, source, evidence, reason, author_name, $3
       from programs.rule_value where profile_id = $1 and superseded_at is null`,
      [from, to, this.clock.now()],
    );
  }
}
