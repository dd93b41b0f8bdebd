import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay, TimeZone, WallTime } from '#platform';
import type { Pause } from '../booking/new-session.js';
import type { SessionKind } from '../sessions/session.entity.js';

/** The recurrence rule that makes sessions, in the clinic's time, and what each of them is made from. */
@Entity({ schema: 'scheduling', name: 'series' })
export class SeriesEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  /** A series of a group follows the group's place and people. */
  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  /** RFC 5545, in the spelling `parseRule` gives it. */
  @Column('text')
  rule: string;

  @Column('date', { name: 'start_day' })
  startDay: ClinicDay;

  @Column('time', { name: 'start_time' })
  startTime: WallTime;

  @Column('int', { name: 'duration_minutes' })
  durationMinutes: number;

  @Column('text', { name: 'time_zone' })
  timeZone: TimeZone;

  @Column('text')
  kind: SessionKind;

  @Column('text')
  title: string;

  @Column('uuid', { name: 'service_id' })
  serviceId: string;

  @Column('uuid', { name: 'program_id', nullable: true })
  programId: string | null;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  /** Whether a series of a group meets in a room of its own; without a group its room is always its own. */
  @Column('boolean', { name: 'own_room', default: false })
  ownRoom: boolean;

  @Column('boolean', { default: false })
  telehealth: boolean;

  @Column('text', { name: 'telehealth_url', nullable: true })
  telehealthUrl: string | null;

  @Column('int')
  capacity: number;

  @Column('jsonb', { default: () => "'[]'" })
  breaks: Pause[];

  @Column('text', { name: 'outside_hours_reason', nullable: true })
  outsideHoursReason: string | null;

  /** Sessions exist up to this day; null once the rule has no more. */
  @Column('date', { name: 'generated_until', nullable: true })
  generatedUntil: ClinicDay | null;

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: ClinicDay | null;

  /** The series this one carries on since it was split. */
  @Column('uuid', { name: 'continues_id', nullable: true })
  continuesId: string | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
