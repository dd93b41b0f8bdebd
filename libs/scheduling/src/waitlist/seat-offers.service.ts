import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainEvents, addDays, firstFreeDay, newId, notFound, type ClinicDay, type DaysTaken } from '#platform';
import { ClinicsReader } from '#clinics';
import { ProgramsReader } from '#programs';
import { WAITLIST_CHANGED, type WaitlistChanged } from '../scheduling.events.js';
import { SeatHolds } from './seat-holds.service.js';
import { SeatOfferEntity, type OfferState } from './seat-offer.entity.js';
import type { WaitlistState } from './waitlist-entry.entity.js';

/** A group whose row is locked until the transaction ends: its seats are given away by one at a time. */
export interface LockedGroup {
  id: string;
  clinicId: string;
  active: boolean;
  enrollment: 'open' | 'closed';
  /** Whether it has met. */
  begun: boolean;
  capacity: number;
  programId: string | null;
}

/** An entry with its open offer, if any. */
export interface StandingEntry {
  id: string;
  clientId: string;
  episodeId: string;
  state: WaitlistState;
  version: number;
  offerId: string | null;
  startsOn: ClinicDay | null;
  expiresAt: Date | null;
}

/** What becomes of an entry when its offer ends so. */
const ENTRY_AFTER: Record<Exclude<OfferState, 'open'>, WaitlistState> = { accepted: 'joined', declined: 'declined', expired: 'expired', withdrawn: 'waiting' };
const ACTION_AFTER = { accepted: 'scheduling.offer-accepted', declined: 'scheduling.offer-declined', expired: 'scheduling.offer-expired', withdrawn: 'scheduling.offer-withdrawn' } as const;

const GROUP = /* sql */ `
  select g.id, g.clinic_id as "clinicId", g.active, g.enrollment, g.capacity, g.program_id as "programId",
    exists (select from scheduling.session s where s.group_id = g.id and s.status <> 'cancelled' and s.starts_at <= $3) as begun
  from scheduling.therapy_group g where g.id = $2 and g.clinic_id = $1`;

const ENTRY = /* sql */ `
  select e.id, e.client_id as "clientId", e.episode_id as "episodeId", e.state, e.version, o.id as "offerId", o.starts_on as "startsOn", o.expires_at as "expiresAt"
  from scheduling.waitlist_entry e left join scheduling.seat_offer o on o.entry_id = e.id and o.state = 'open'`;

// Whoever waits longest and can still come; a stay that ends before the seat is free does not count, nor does anybody kept apart
// from a member.
const NEXT = /* sql */ `
  ${ENTRY} join episodes.v_episode p on p.id = e.episode_id
  where e.group_id = $1 and e.state = 'waiting' and (p.discharged_on is null or p.discharged_on >= $2)
    and not exists (select from scheduling.group_member m where m.group_id = e.group_id and m.client_id = e.client_id and (m.left_on is null or m.left_on >= $2))
    and not exists (select from scheduling.v_keep_apart k join scheduling.group_member m on m.group_id = e.group_id and m.client_id = k.other_client_id
      and (m.left_on is null or m.left_on >= $2) where k.client_id = e.client_id)
  order by e.position, e.id limit 1`;

/**
 * Gives free seats to those who wait, in their order, each seat and each turn once. Everything here happens under the
 * lock of the group's row, in the transaction of whatever freed the seat.
 */
@Injectable()
export class SeatOffers {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly programs: ProgramsReader,
    private readonly clock: Clock,
    private readonly holds: SeatHolds,
    private readonly events: DomainEvents,
    private readonly audit: AuditTrail,
  ) {}

  /** Locks the group's row until the transaction ends. @throws DomainError 404. */
  async lock(clinicId: string, groupId: string): Promise<LockedGroup> {
    await this.database.rows('select from scheduling.therapy_group where id = $1 and clinic_id = $2 for no key update', [groupId, clinicId]);
    const group = await this.database.maybe<LockedGroup>(GROUP, [clinicId, groupId, this.clock.now()]);
    if (!group) throw notFound('group');
    return group;
  }

  /** An entry of a locked group with its open offer. @throws DomainError 404. */
  async entry(group: LockedGroup, entryId: string): Promise<StandingEntry> {
    const entry = await this.database.maybe<StandingEntry>(`${ENTRY} where e.id = $1 and e.group_id = $2`, [entryId, group.id]);
    if (!entry) throw notFound('entry of the waitlist');
    return entry;
  }

  /** Closes offers whose time is up, then gives whatever seat is free to those whose turn it is. */
  async refresh(group: LockedGroup): Promise<void> {
    const open = await this.database.rows<StandingEntry>(`${ENTRY} where e.group_id = $1 and e.state = 'offered' order by o.offered_at, o.id`, [group.id]);
    const now = this.clock.now();
    for (const entry of open) if (entry.expiresAt !== null && entry.expiresAt <= now) await this.close(group, entry, 'expired');
    await this.fill(group);
  }

  /** Offers every free seat to the next in order, until seats or people run out. A closed group that has begun takes nobody by itself. */
  async fill(group: LockedGroup): Promise<void> {
    if (!group.active || (group.enrollment === 'closed' && group.begun)) return;
    const waiting = await this.database.maybe(`select from scheduling.waitlist_entry where group_id = $1 and state = 'waiting' limit 1`, [group.id]);
    if (!waiting) return;
    for (;;) {
      const startsOn = await this.seatFreeFrom(group);
      if (startsOn === null) return;
      const next = await this.database.maybe<StandingEntry>(NEXT, [group.id, startsOn]);
      if (!next) return;
      await this.offer(group, next, startsOn);
    }
  }

  /** From which day on a seat can be offered; null when none is free, nor about to be. */
  async seatFreeFrom(group: LockedGroup): Promise<ClinicDay | null> {
    const today = await this.clinics.today(group.clinicId);
    const members = await this.database.rows<DaysTaken>('select joined_on as "from", left_on as "to" from scheduling.group_member where group_id = $1 and (left_on is null or left_on >= $2)', [group.id, today]);
    const { offered } = await this.database.one<{ offered: number }>(`select count(*)::int as offered from scheduling.seat_offer where group_id = $1 and state = 'open'`, [group.id]);
    const day = firstFreeDay(members, offered, group.capacity, today);
    if (day === null || day > addDays(today, await this.programs.number(group.programId, 'waitlist.lead_days', today))) return null;
    return (await this.holds.isRoomFrom(group.id, day)) ? day : null;
  }

  /** Offers the seat to one person and keeps it in every session to come that has one. */
  async offer(group: LockedGroup, entry: StandingEntry, startsOn: ClinicDay): Promise<void> {
    const now = this.clock.now();
    const minutes = await this.programs.number(group.programId, 'waitlist.offer_minutes', await this.clinics.today(group.clinicId));
    const id = newId();
    const expiresAt = new Date(now.getTime() + minutes * 60_000);
    await this.database.manager.insert(SeatOfferEntity, { id, clinicId: group.clinicId, groupId: group.id, entryId: entry.id, startsOn, offeredAt: now, expiresAt, reason: null });
    await this.database.rows(`update scheduling.waitlist_entry set state = 'offered', version = version + 1 where id = $1`, [entry.id]);
    const held = await this.holds.keep(group, id, startsOn);
    this.audit.record({ clinicId: group.clinicId, action: 'scheduling.seat-offered', subjectType: 'group', subjectId: group.id, clientId: entry.clientId, changes: { startsOn, expiresAt: expiresAt.toISOString(), sessions: held } });
    await this.tell(group, [entry.id]);
  }

  /** Ends an open offer and lets its seats go. */
  async close(group: LockedGroup, entry: StandingEntry, state: Exclude<OfferState, 'open'>, reason: string | null = null): Promise<void> {
    const after = ENTRY_AFTER[state];
    const now = this.clock.now();
    await this.holds.letGo(entry.offerId as string);
    await this.database.rows('update scheduling.seat_offer set state = $2, closed_at = $3, reason = $4 where id = $1', [entry.offerId, state, now, reason]);
    await this.database.rows('update scheduling.waitlist_entry set state = $2, ended_at = $3, version = version + 1 where id = $1', [entry.id, after, after === 'waiting' ? null : now]);
    this.audit.record({ clinicId: group.clinicId, action: ACTION_AFTER[state], subjectType: 'group', subjectId: group.id, clientId: entry.clientId, changes: { state: [entry.state, after] }, reason });
    await this.tell(group, [entry.id]);
  }

  /** Takes every open offer back; those who waited wait on. */
  async withdrawAll(group: LockedGroup, reason: string): Promise<void> {
    for (const entry of await this.database.rows<StandingEntry>(`${ENTRY} where e.group_id = $1 and e.state = 'offered' order by o.offered_at, o.id`, [group.id])) await this.close(group, entry, 'withdrawn', reason);
  }

  /** Whoever joins the group no longer waits for it: an offer to them is taken with it. Before the membership is written. */
  async settle(group: LockedGroup, clientId: string): Promise<void> {
    const entry = await this.database.maybe<StandingEntry>(`${ENTRY} where e.group_id = $1 and e.client_id = $2 and e.ended_at is null`, [group.id, clientId]);
    if (!entry) return;
    if (entry.offerId !== null) return this.close(group, entry, 'accepted');
    await this.leave(group, entry, 'joined', null);
  }

  /** Takes an entry without an open offer off the list. */
  async leave(group: LockedGroup, entry: StandingEntry, state: 'joined' | 'withdrawn', reason: string | null): Promise<void> {
    await this.database.rows('update scheduling.waitlist_entry set state = $2, ended_at = $3, version = version + 1 where id = $1', [entry.id, state, this.clock.now()]);
    this.audit.record({ clinicId: group.clinicId, action: 'scheduling.waitlist-left', subjectType: 'group', subjectId: group.id, clientId: entry.clientId, changes: { state: [entry.state, state] }, reason });
    await this.tell(group, [entry.id]);
  }

  /** Takes those of discharged stays off the list. */
  async leaveOf(group: LockedGroup, episodeIds: readonly string[], reason: string): Promise<void> {
    const entries = await this.database.rows<StandingEntry>(`${ENTRY} join episodes.v_episode p on p.id = e.episode_id where e.group_id = $1 and e.ended_at is null and p.id = any ($2::uuid[]) and p.discharged_on is not null`, [group.id, episodeIds]);
    for (const entry of entries) {
      if (entry.offerId !== null) await this.close(group, entry, 'withdrawn', reason);
      await this.leave(group, entry, 'withdrawn', reason);
    }
  }

  /** Publishes that entries of a waitlist changed. */
  async tell(group: LockedGroup, entryIds: string[]): Promise<void> {
    await this.events.publish<WaitlistChanged>({ name: WAITLIST_CHANGED, clinicId: group.clinicId, payload: { groupId: group.id, entryIds } });
  }
}
