import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** A client's time in a group. The dates decide about future sessions only. */
@Entity({ schema: 'scheduling', name: 'group_member' })
export class GroupMemberEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'episode_id' })
  episodeId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('date', { name: 'joined_on' })
  joinedOn: ClinicDay;

  /** The last day in the group; null while it goes on. */
  @Column('date', { name: 'left_on', nullable: true })
  leftOn: ClinicDay | null;

  @Column('int', { default: 1 })
  version: number;
}
