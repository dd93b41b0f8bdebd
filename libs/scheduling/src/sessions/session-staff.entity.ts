import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A staff member on a session. Times and `live` follow the session through a foreign key. */
@Entity({ schema: 'scheduling', name: 'session_staff' })
export class SessionStaffEntity {
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId: string;

  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  /** 1 leads; the others co-facilitate. */
  @Column('int', { default: 1 })
  position: number;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  @Column('boolean')
  live: boolean;
}
