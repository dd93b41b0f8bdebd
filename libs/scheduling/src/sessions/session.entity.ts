import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

export const SESSION_KINDS = ['individual', 'group', 'family'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

export const SESSION_STATUSES = ['scheduled', 'cancelled'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** A stretch of a session that is not credited, in instants. */
export interface SessionBreak {
  startsAt: string;
  endsAt: string;
}

/** One dated occurrence with staff, room or telehealth link. */
@Entity({ schema: 'scheduling', name: 'session' })
export class SessionEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('text')
  kind: SessionKind;

  @Column('text')
  title: string;

  @Column('uuid', { name: 'service_id' })
  serviceId: string;

  @Column('uuid', { name: 'program_id', nullable: true })
  programId: string | null;

  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  @Column('uuid', { name: 'series_id', nullable: true })
  seriesId: string | null;

  /** The day the series' rule gave, also after the session was moved. */
  @Column('date', { name: 'series_day', nullable: true })
  seriesDay: ClinicDay | null;

  /** An exception: somebody changed this one occurrence, so the series does not overwrite it unasked. */
  @Column('boolean', { name: 'changed_by_hand', default: false })
  changedByHand: boolean;

  /** A date of the series its rule does not give. */
  @Column('boolean', { name: 'extra_day', default: false })
  extraDay: boolean;

  /** The cancellation of the series that cancelled it. */
  @Column('uuid', { name: 'cancellation_id', nullable: true })
  cancellationId: string | null;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  /** The clinic day it starts on. */
  @Column('date', { name: 'clinic_day' })
  clinicDay: ClinicDay;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  /** A copy of the room's own word, kept true by a foreign key; null without a room. */
  @Column('boolean', { name: 'room_shareable', nullable: true })
  roomShareable: boolean | null;

  @Column('boolean', { default: false })
  telehealth: boolean;

  @Column('text', { name: 'telehealth_url', nullable: true })
  telehealthUrl: string | null;

  @Column('text', { nullable: true })
  modality: string | null;

  @Column('int')
  capacity: number;

  /** Counted by a trigger; never written here. */
  @Column({ type: 'int', name: 'seats_taken', default: 0, insert: false, update: false })
  seatsTaken: number;

  /** Kept for people who are offered a seat. Counted by the database. */
  @Column({ type: 'int', name: 'seats_held', default: 0, insert: false, update: false })
  seatsHeld: number;

  @Column('boolean', { name: 'counts_toward_hours' })
  countsTowardHours: boolean;

  @Column('jsonb', { default: () => "'[]'" })
  breaks: SessionBreak[];

  @Column('text', { default: 'scheduled' })
  status: SessionStatus;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  /** Why it stands outside opening hours, availability or what its staff may lead. */
  @Column('text', { name: 'outside_hours_reason', nullable: true })
  outsideHoursReason: string | null;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('text', { name: 'external_source', nullable: true })
  externalSource: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** When what a calendar shows of it last changed; kept by a trigger. */
  @Column({ type: 'timestamptz', name: 'changed_at', default: () => 'now()', insert: false, update: false })
  changedAt: Date;
}
