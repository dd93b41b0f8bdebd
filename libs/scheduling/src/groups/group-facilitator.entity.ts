import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who leads a group, in order: 1 leads, the others co-facilitate. */
@Entity({ schema: 'scheduling', name: 'group_facilitator' })
export class GroupFacilitatorEntity {
  @PrimaryColumn('uuid', { name: 'group_id' })
  groupId: string;

  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('int', { default: 1 })
  position: number;
}
