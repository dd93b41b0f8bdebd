import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, invalidInput, newId, notFound, staleEdit } from '#platform';
import { PhaseEntity } from './phase.entity.js';
import { ProgramEntity } from './program.entity.js';
import type { PhaseInputDto, SetPhasesDto } from './programs.dto.js';

/**
 * Says which steps a program's weeks go through. A taper may end below the weekly minimum (LOC-TAPER), so a step outside
 * the policy is shown as such and not refused; episodes already prescribed keep their hours.
 */
@Injectable()
export class SetPhases {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 400 for hours without days or days without hours, 404, 409 `stale-edit`. */
  async run(clinicId: string, programId: string, input: SetPhasesDto): Promise<void> {
    const problems = input.phases.flatMap((phase, index) => ((phase.minutesPerWeek > 0) === (phase.daysPerWeek > 0) ? [] : [{ pointer: `/phases/${index}/daysPerWeek`, detail: 'and the hours must both be there or both be none' }]));
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const manager = this.database.manager;
      const program = await manager.findOne(ProgramEntity, { where: { id: programId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!program) throw notFound('program');
      if (program.version !== input.version) throw staleEdit('program', program.version);
      const before = await manager.find(PhaseEntity, { where: { programId }, order: { position: 'ASC' } });
      await manager.delete(PhaseEntity, { programId });
      if (input.phases.length > 0) {
        await manager.insert(
          PhaseEntity,
          input.phases.map(({ name, weeks, minutesPerWeek, daysPerWeek }, index) => ({ id: newId(), clinicId, programId, position: index + 1, name, weeks, minutesPerWeek, daysPerWeek })),
        );
      }
      await manager.update(ProgramEntity, { id: programId }, { version: program.version + 1 });
      this.audit.record({ clinicId, action: 'programs.phases-set', subjectType: 'program', subjectId: programId, changes: { phases: [before.map(inWords), input.phases.map(inWords)] } });
    });
  }
}

function inWords(phase: PhaseInputDto): string {
  return `${phase.name}: ${phase.minutesPerWeek} min on ${phase.daysPerWeek} days for ${phase.weeks} weeks`;
}
