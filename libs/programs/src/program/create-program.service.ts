import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainError, newId } from '#platform';
import { DerivePolicy } from '../policy/derive-policy.service.js';
import { RuleProfileEntity } from '../policy/rule-profile.entity.js';
import { ProgramEntity } from './program.entity.js';
import type { CreateProgramDto } from './programs.dto.js';

/** What the profile of a program's own numbers is called where layers are named. */
export const OWN_NUMBERS = 'This program';

/** Sets up a program. It begins with the base policy of its population and no numbers of its own. */
@Injectable()
export class CreateProgram {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly derive: DerivePolicy,
  ) {}

  /** @returns the program's id. @throws DomainError 409 `program-name-taken` or `program-code-taken`. */
  async run(clinicId: string, input: CreateProgramDto): Promise<string> {
    return this.database.transaction(async () => {
      const manager = this.database.manager;
      const id = newId();
      await manager.insert(ProgramEntity, { id, clinicId, name: input.name, code: input.code, population: input.population, track: input.track, places: input.places ?? null, createdAt: this.clock.now() });
      await manager.insert(RuleProfileEntity, { id: newId(), clinicId, layer: 'program', name: OWN_NUMBERS, programId: id });
      this.audit.record({ clinicId, action: 'programs.program-created', subjectType: 'program', subjectId: id, changes: { name: input.name, code: input.code, population: input.population, track: input.track, ...(input.places ? { places: input.places } : {}) } });
      await this.derive.run(id, () => new DomainError({ code: 'policy-contradicts', status: 422, title: 'The base policy contradicts itself.' }));
      return id;
    });
  }
}
