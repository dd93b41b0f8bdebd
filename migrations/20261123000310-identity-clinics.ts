import type { MigrationInterface, QueryRunner } from 'typeorm';

// Accounts are there before clinics are, so their migration cannot name them; once both are there, the database ties them.
const UP = /* sql */ `
alter table identity.membership add constraint membership_clinic foreign key (clinic_id) references clinics.clinic (id);
alter table identity.api_token add constraint api_token_clinic foreign key (clinic_id) references clinics.clinic (id);
`;

const DOWN = /* sql */ `
alter table identity.api_token drop constraint api_token_clinic;
alter table identity.membership drop constraint membership_clinic;
`;

export class IdentityClinics20261123000310 implements MigrationInterface {
  readonly name = 'IdentityClinics20261123000310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
