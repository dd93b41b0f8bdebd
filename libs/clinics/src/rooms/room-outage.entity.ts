import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Time a room cannot be used, from an instant to an instant. */
@Entity({ schema: 'clinics', name: 'room_outage' })
export class RoomOutageEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'room_id' })
  roomId: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  @Column('text')
  reason: string;
}
