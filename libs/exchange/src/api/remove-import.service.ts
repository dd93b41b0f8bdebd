import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { notNow } from '../exchange.errors.js';
import { ImportStore } from '../record/import-store.js';

/** Forgets an import that brought nothing, or nothing any more: its file, its problems, its mapping. */
@Injectable()
export class RemoveImport {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404; 409 `import-not-ready` while it works or what it brought stands. */
  async run(clinicId: string, importId: string): Promise<void> {
    await this.database.transaction(async () => {
      const { status, fileSha256 } = await this.store.hold(clinicId, importId);
      if (status === 'done') throw notNow(status, 'What this import brought is in use. Undo it first.');
      if (status === 'running' || status === 'undoing' || status === 'checking') throw notNow(status, 'This import is being worked on. Wait until that has ended.');
      await this.database.rows('delete from exchange.import where id = $1', [importId]);
      this.audit.record({ clinicId, action: 'exchange.import-removed', subjectType: 'import', subjectId: importId, changes: { status, sha256: fileSha256 } });
    });
  }
}
