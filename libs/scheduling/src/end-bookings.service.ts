import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, type ClinicDay } from '#platform';
import { SessionWriter } from './booking/session-writer.service.js';
import { SeatOffers } from './waitlist/seat-offers.service.js';

interface Freed {
  participationId: string;
  episodeId: string;
  clientId: string;
  sessionId: string;
  day: ClinicDay;
}

// The places to come after the last day of a stay.
const FREE = /* sql */ `
  update scheduling.participation p set status = 'cancelled', reason = 'discharged', version = p.version + 1
  from scheduling.session s, episodes.v_episode e
  where e.id = any ($1::uuid[]) and e.clinic_id = $2 and e.discharged_on is not null
    and p.episode_id = e.id and p.status = 'booked' and p.starts_at > $3 and s.id = p.session_id and s.clinic_day > e.discharged_on
  returning p.id as "participationId", p.episode_id as "episodeId", p.client_id as "clientId", s.id as "sessionId", s.clinic_day as day`;

// A session for one or a family nobody is left in frees its room and clinician.
const CANCEL_EMPTY = /* sql */ `
  update scheduling.session s set status = 'cancelled', cancel_reason = 'discharged', version = s.version + 1
  where s.id = any ($1::uuid[]) and s.kind <> 'group' and s.status <> 'cancelled'
    and not exists (select from scheduling.participation p where p.session_id = s.id and p.status <> 'cancelled')
  returning s.id`;

const LEAVE_GROUPS = /* sql */ `
  update scheduling.group_member m set left_on = greatest(e.discharged_on, m.joined_on), version = m.version + 1
  from episodes.v_episode e
  where e.id = any ($1::uuid[]) and e.clinic_id = $2 and e.discharged_on is not null and m.episode_id = e.id and (m.left_on is null or m.left_on > e.discharged_on)`;

// A place booked before the stay began counts for it from now on.
const ATTACH = /* sql */ `
  update scheduling.participation p set episode_id = e.id
  from scheduling.session s, episodes.v_episode e
  where e.id = any ($1::uuid[]) and e.clinic_id = $2 and p.client_id = e.client_id and p.episode_id is null and p.status = 'booked'
    and s.id = p.session_id and s.clinic_day >= e.admitted_on and (e.discharged_on is null or s.clinic_day <= e.discharged_on)
    and (s.program_id is null or s.program_id = e.program_id)
  returning p.id as "participationId", p.episode_id as "episodeId", p.client_id as "clientId", s.id as "sessionId", s.clinic_day as day`;

// The groups such a stay sits in or waits for, locked in one order before anything else of them is.
const GROUPS = /* sql */ `
  select g.id from scheduling.therapy_group g
  where g.clinic_id = $2 and g.id in (
    select m.group_id from scheduling.group_member m join episodes.v_episode e on e.id = m.episode_id
      where e.id = any ($1::uuid[]) and e.discharged_on is not null and (m.left_on is null or m.left_on > e.discharged_on)
    union select w.group_id from scheduling.waitlist_entry w join episodes.v_episode e on e.id = w.episode_id where e.id = any ($1::uuid[]) and e.discharged_on is not null and w.ended_at is null)
  order by g.id for no key update of g`;

/** Keeps bookings true to the stays they belong to: after a discharge what lay ahead is cancelled. In a transaction only. */
@Injectable()
export class EndBookings {
  constructor(
    private readonly database: Database,
    private readonly writer: SessionWriter,
    private readonly clock: Clock,
    private readonly offers: SeatOffers,
    private readonly audit: AuditTrail,
  ) {}

  async run(clinicId: string, episodeIds: readonly string[]): Promise<void> {
    const groups = await this.database.rows<{ id: string }>(GROUPS, [episodeIds, clinicId]);
    const freed = await this.database.rows<Freed>(FREE, [episodeIds, clinicId, this.clock.now()]);
    await this.database.rows(LEAVE_GROUPS, [episodeIds, clinicId]);
    if (freed.length > 0) await this.database.rows(CANCEL_EMPTY, [[...new Set(freed.map((one) => one.sessionId))]]);
    const attached = await this.database.rows<Freed>(ATTACH, [episodeIds, clinicId]);
    for (const episodeId of new Set(freed.map((one) => one.episodeId))) {
      const of = freed.filter((one) => one.episodeId === episodeId);
      this.audit.record({ clinicId, action: 'scheduling.episode-ended', subjectType: 'episode', subjectId: episodeId, clientId: of[0]?.clientId, changes: { places: of.length } });
    }
    for (const { id } of groups) await this.passOn(clinicId, id, episodeIds);
    const changed = [...freed, ...attached];
    if (changed.length === 0) return;
    await this.writer.tell(clinicId, [...new Set(changed.map((one) => one.sessionId))], changed.map(({ participationId, episodeId, day }) => ({ participationId, episodeId, day })));
  }

  /** Whoever was discharged no longer waits, and their seat goes to whoever does. */
  private async passOn(clinicId: string, groupId: string, episodeIds: readonly string[]): Promise<void> {
    const group = await this.offers.lock(clinicId, groupId);
    await this.offers.leaveOf(group, episodeIds, 'discharged');
    await this.offers.refresh(group);
  }
}
