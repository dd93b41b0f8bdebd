import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- The row of the file that made it, so that a later row that is in its way can be told which.
alter table exchange.import_change add column row_number int;
`;

const DOWN = /* sql */ `
alter table exchange.import_change drop column row_number;
`;

export class ImportChangeRow20261127001000 implements MigrationInterface {
  readonly name = 'ImportChangeRow20261127001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
