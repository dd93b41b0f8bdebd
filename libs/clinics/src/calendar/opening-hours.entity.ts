import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WallTime } from '#platform';

/** When the clinic (no room) or one room is open on a weekday, on the clinic's wall clock. A weekday may have several. */
@Entity({ schema: 'clinics', name: 'opening_hours' })
export class OpeningHoursEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  /** 1 Monday to 7 Sunday. */
  @Column('int')
  weekday: number;

  @Column('time')
  opens: WallTime;

  @Column('time')
  closes: WallTime;
}
