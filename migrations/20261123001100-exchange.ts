import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema exchange;
`;

export class Exchange20261123001100 implements MigrationInterface {
  readonly name = 'Exchange20261123001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists exchange cascade');
  }
}
