import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, isId, isInstant, notFound, pageOf, type ClinicDay, type Page } from '#platform';
import { SeatOffers, type LockedGroup } from './seat-offers.service.js';
import type { OpenOfferDto, WaitlistDto, WaitlistEntryDto } from './waitlist.dto.js';

/** How long an entry that has ended is still shown, in days. */
const SHOWN_DAYS = 30;

const CLIENT = /* sql */ `json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'pronouns', c.pronouns)`;

// An offer whose time is up is over, whether or not the sweep has been there.
const ENTRIES = /* sql */ `
  select e.id, e.episode_id as "episodeId", o.name as "programName", e.since, e.note, e.ended_at as "endedAt", e.version, ${CLIENT} as client,
    case when e.state = 'offered' and f.expires_at <= $3 then 'expired' else e.state end as state,
    case when f.id is null or (e.state = 'offered' and f.expires_at <= $3) then null else json_build_object('startsOn', f.starts_on, 'offeredAt', f.offered_at, 'expiresAt', f.expires_at) end as offer
  from scheduling.waitlist_entry e join clients.v_client c on c.id = e.client_id join episodes.v_episode p on p.id = e.episode_id join programs.v_program o on o.id = p.program_id
  left join scheduling.seat_offer f on f.entry_id = e.id and f.state = 'open'
  where e.clinic_id = $1 and e.group_id = $2`;

const LIVE = /* sql */ `${ENTRIES} and e.ended_at is null order by e.position, e.id limit 200`;
const ENDED = /* sql */ `${ENTRIES} and e.ended_at > $4 order by e.ended_at desc, e.id limit 50`;

const OPEN = /* sql */ `
  select o.id, o.entry_id as "entryId", o.group_id as "groupId", g.name as "groupName", o.starts_on as "startsOn", o.offered_at as "offeredAt", o.expires_at as "expiresAt", ${CLIENT} as client
  from scheduling.seat_offer o join scheduling.waitlist_entry e on e.id = o.entry_id join scheduling.therapy_group g on g.id = o.group_id join clients.v_client c on c.id = e.client_id
  where o.clinic_id = $1 and o.state = 'open' and o.expires_at > $2 and ($3::timestamptz is null or (o.expires_at, o.id) > ($3, $4::uuid))
  order by o.expires_at, o.id limit $5`;

/** Who waits for a group, in whose turn, and which seats are offered. */
@Injectable()
export class WaitlistQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly offers: SeatOffers,
  ) {}

  /** The waitlist of one group. @throws DomainError 404. */
  async ofGroup(clinicId: string, groupId: string): Promise<WaitlistDto> {
    const now = this.clock.now();
    const group = await this.database.maybe<LockedGroup>(
      `select id, clinic_id as "clinicId", active, enrollment, false as begun, capacity, program_id as "programId" from scheduling.therapy_group where id = $2 and clinic_id = $1`,
      [clinicId, groupId],
    );
    if (!group) throw notFound('group');
    const [items, ended, freeFrom] = await Promise.all([
      this.database.rows<WaitlistEntryDto>(LIVE, [clinicId, groupId, now]),
      this.database.rows<WaitlistEntryDto>(ENDED, [clinicId, groupId, now, new Date(now.getTime() - SHOWN_DAYS * 86_400_000)]),
      this.offers.seatFreeFrom(group),
    ]);
    return { items, ended, freeFrom: freeFrom as ClinicDay | null };
  }

  /** Offers nobody has answered, of all groups, those that end first first. */
  async openOffers(clinicId: string, filter: { limit: number; cursor?: string }): Promise<Page<OpenOfferDto>> {
    const after = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]);
    const rows = await this.database.rows<OpenOfferDto>(OPEN, [clinicId, this.clock.now(), after?.[0] ?? null, after?.[1] ?? null, filter.limit + 1]);
    return pageOf(rows, filter.limit, (row) => [new Date(row.expiresAt).toISOString(), row.id], (row) => row);
  }
}
