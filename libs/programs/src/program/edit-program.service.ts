import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, changesBetween, notFound, staleEdit } from '#platform';
import { PLACES_CHANGED, type PlacesChanged } from '../programs.events.js';
import { ProgramEntity } from './program.entity.js';
import type { EditProgramDto } from './programs.dto.js';

/** Changes what a program is called, what it treats, whether it admits, or how many at once. */
@Injectable()
export class EditProgram {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  /** @throws DomainError 404, 409 `stale-edit`, 409 `program-name-taken` or `program-code-taken`. */
  async run(clinicId: string, programId: string, input: EditProgramDto): Promise<void> {
    await this.database.transaction(async () => {
      const program = await this.database.manager.findOne(ProgramEntity, { where: { id: programId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!program) throw notFound('program');
      if (program.version !== input.version) throw staleEdit('program', program.version);
      const { version, ...fields } = input;
      const changes = changesBetween(program, fields);
      if (Object.keys(changes).length === 0) return;
      await this.database.manager.update(ProgramEntity, { id: programId }, { ...fields, version: version + 1 });
      const action = changes['active'] ? (input.active ? 'programs.program-activated' : 'programs.program-deactivated') : 'programs.program-edited';
      this.audit.record({ clinicId, action, subjectType: 'program', subjectId: programId, changes });
      if (changes['places'] || changes['active']) await this.events.publish<PlacesChanged>({ name: PLACES_CHANGED, clinicId, payload: { programId } });
    });
  }
}
