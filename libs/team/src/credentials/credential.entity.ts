import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** A license or certificate of a staff member. Valid through its last day; without one it does not expire. */
@Entity({ schema: 'team', name: 'credential' })
export class CredentialEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'staff_id' })
  staffId: string;

  /** What it is, as its issuer calls it: `LCSW`, `CADC II`, `RN`. */
  @Column('text')
  kind: string;

  @Column('text')
  number: string;

  /** Who issued it: a state's two letters, or a board. */
  @Column('text', { nullable: true })
  state: string | null;

  @Column('date', { name: 'issued_on', nullable: true })
  issuedOn: ClinicDay | null;

  @Column('date', { name: 'expires_on', nullable: true })
  expiresOn: ClinicDay | null;

  /** When the clinic last checked it with the issuer. */
  @Column('date', { name: 'verified_on', nullable: true })
  verifiedOn: ClinicDay | null;

  @Column('int', { default: 1 })
  version: number;
}
