import type { MigrationInterface, QueryRunner } from 'typeorm';

// Only the trigger writes here, in the entry's own statement, and entries are never removed: a foreign key would cost every
// change and guard nothing. Rows come and go with every change, so what they leave is cleared away soon.
const UP = /* sql */ `
alter table platform.audit_unsealed drop constraint audit_unsealed_entry;
alter table platform.audit_unsealed set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
`;

const DOWN = /* sql */ `
alter table platform.audit_unsealed reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
alter table platform.audit_unsealed add constraint audit_unsealed_entry foreign key (entry_id) references platform.audit_entry (id);
`;

export class AuditUnsealed20261127000100 implements MigrationInterface {
  readonly name = 'AuditUnsealed20261127000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
