import { Injectable } from '@nestjs/common';
import { Database, notFound, staleEdit } from '#platform';
import { ProgramEntity } from '../program/program.entity.js';

/** Holds a program for a change of what it follows, so that of two begun from one version only one is saved. */
@Injectable()
export class ProgramLock {
  constructor(private readonly database: Database) {}

  /** Takes the program until the transaction ends and counts its version up. @throws DomainError 404, 409 `stale-edit`. */
  async take(clinicId: string, programId: string, version: number): Promise<void> {
    const program = await this.database.manager.findOne(ProgramEntity, { where: { id: programId, clinicId }, lock: { mode: 'pessimistic_write' } });
    if (!program) throw notFound('program');
    if (program.version !== version) throw staleEdit('program', program.version);
    await this.database.manager.update(ProgramEntity, { id: programId }, { version: version + 1 });
  }
}
