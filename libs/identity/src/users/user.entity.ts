import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who can sign in. One account, however many clinics they work in. */
@Entity({ schema: 'identity', name: 'user' })
export class UserEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** As typed, but unique whatever its capitals. */
  @Column('text')
  email: string;

  @Column('text', { name: 'display_name' })
  displayName: string;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('timestamptz', { name: 'password_set_at' })
  passwordSetAt: Date;

  /** Somebody else chose the password: it only lets the person choose their own. */
  @Column('boolean', { name: 'must_change_password' })
  mustChangePassword: boolean;

  /** Belongs to the demo clinic; its password is published. */
  @Column('boolean', { name: 'is_demo' })
  isDemo: boolean;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt: Date | null;

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
