import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound, staleEdit } from '#platform';
import type { EditClosureDto } from './calendar.dto.js';
import { ClosureEntity } from './closure.entity.js';

/** Says another reason for a closed day. */
@Injectable()
export class EditClosure {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404, 409 `stale-edit`. */
  async run(clinicId: string, closureId: string, input: EditClosureDto): Promise<void> {
    await this.database.transaction(async () => {
      const closure = await this.database.manager.findOne(ClosureEntity, { where: { id: closureId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!closure) throw notFound('closed day');
      if (closure.version !== input.version) throw staleEdit('closed day', closure.version);
      if (closure.reason === input.reason) return;
      await this.database.manager.update(ClosureEntity, { id: closureId }, { reason: input.reason, version: closure.version + 1 });
      this.audit.record({ clinicId, action: 'clinics.closure-edited', subjectType: 'closure', subjectId: closureId, changes: { day: closure.day, reason: [closure.reason, input.reason] } });
    });
  }
}
