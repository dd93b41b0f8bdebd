import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../permissions.js';

/** What a person does in a clinic. */
@Entity({ schema: 'identity', name: 'membership' })
export class MembershipEntity {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('text', { array: true })
  roles: Role[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
