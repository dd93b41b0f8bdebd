import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place where care happens. Its zone decides every day and wall time of what belongs to it. */
@Entity({ schema: 'clinics', name: 'clinic' })
export class ClinicEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  /** The clinic's name in addresses: lower case letters, digits and single hyphens. */
  @Column('text')
  slug: string;

  /** IANA name, such as `America/New_York`. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('text', { nullable: true })
  phone: string | null;

  @Column('text', { nullable: true })
  address: string | null;

  @Column('boolean', { name: 'is_demo', default: false })
  isDemo: boolean;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
