import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Discipline } from '../disciplines.js';

/** One person who works at a clinic, whether they sign in (a user) or not. */
@Entity({ schema: 'team', name: 'staff' })
export class StaffEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  /** Their account, once they have one. */
  @Column('uuid', { name: 'user_id', nullable: true })
  userId: string | null;

  @Column('text', { name: 'given_name' })
  givenName: string;

  @Column('text', { name: 'family_name', default: '' })
  familyName: string;

  @Column('text')
  discipline: Discipline;

  /** What follows the name on paper: `LCSW`, `Clinical Director`. */
  @Column('text', { nullable: true })
  title: string | null;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('text', { nullable: true })
  phone: string | null;

  /** Languages they work in, as BCP 47 tags: `en`, `es`. */
  @Column('text', { array: true, default: () => "'{}'" })
  languages: string[];

  @Column('uuid', { name: 'supervisor_id', nullable: true })
  supervisorId: string | null;

  @Column('boolean', { default: true })
  active: boolean;

  @Column('text', { name: 'external_source', nullable: true })
  externalSource: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
