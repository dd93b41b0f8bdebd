import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Permission } from '../permissions.js';

/** A machine's way into one clinic. */
@Entity({ schema: 'identity', name: 'api_token' })
export class ApiTokenEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  /** The person who answers for it: it never may more than they do. */
  @Column('uuid', { name: 'made_by' })
  madeBy: string;

  @Column('text')
  name: string;

  /** SHA-256 of the secret. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  @Column('text', { array: true })
  permissions: Permission[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('uuid', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;
}
