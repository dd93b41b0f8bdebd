import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Two clients who must not meet in a group or session. Each pair stands once, the lesser id first. */
@Entity({ schema: 'scheduling', name: 'keep_apart' })
export class KeepApartEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'other_client_id' })
  otherClientId: string;

  /** For those who care for them only. */
  @Column('text')
  reason: string;

  @Column('timestamptz')
  since: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('int', { default: 1 })
  version: number;
}
