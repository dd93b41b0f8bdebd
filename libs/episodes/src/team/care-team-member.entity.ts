import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

export const CARE_TEAM_ROLES = ['therapist', 'counselor', 'case_manager', 'prescriber', 'nurse', 'specialist', 'peer_support', 'facilitator', 'other'] as const;
export type CareTeamRole = (typeof CARE_TEAM_ROLES)[number];

/** One person of the staff in one role on an episode, from a day to a day. */
@Entity({ schema: 'episodes', name: 'care_team_member' })
export class CareTeamMemberEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'episode_id' })
  episodeId: string;

  @Column('uuid', { name: 'staff_id' })
  staffId: string;

  @Column('text')
  role: CareTeamRole;

  @Column('boolean', { name: 'is_primary', default: false })
  isPrimary: boolean;

  @Column('date', { name: 'from_day' })
  fromDay: ClinicDay;

  /** The last day in this role; null while it goes on. */
  @Column('date', { name: 'to_day', nullable: true })
  toDay: ClinicDay | null;

  @Column('int', { default: 1 })
  version: number;
}
