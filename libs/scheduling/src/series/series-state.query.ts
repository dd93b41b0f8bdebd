import { Injectable } from '@nestjs/common';
import { Database, notFound, staleEdit, type ClinicDay, type WallTime } from '#platform';
import type { Pause } from '../booking/new-session.js';
import type { SessionBreak, SessionKind, SessionStatus } from '../sessions/session.entity.js';

/** A series as it is stored, with its own people. */
export interface StoredSeries {
  id: string;
  groupId: string | null;
  rule: string;
  startDay: ClinicDay;
  startTime: WallTime;
  durationMinutes: number;
  kind: SessionKind;
  title: string;
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  ownRoom: boolean;
  telehealth: boolean;
  telehealthUrl: string | null;
  capacity: number;
  breaks: Pause[];
  outsideHoursReason: string | null;
  generatedUntil: ClinicDay | null;
  endedOn: ClinicDay | null;
  /** The series it carries on since that was split. */
  continuesId: string | null;
  version: number;
  /** Of a group: only where the series departs from it. */
  staffIds: string[];
  clientIds: string[];
}

/** One occurrence as it stands. */
export interface SeriesSession {
  id: string;
  seriesDay: ClinicDay;
  clinicDay: ClinicDay;
  startsAt: Date;
  endsAt: Date;
  status: SessionStatus;
  cancellationId: string | null;
  changedByHand: boolean;
  extraDay: boolean;
  title: string;
  programId: string | null;
  roomId: string | null;
  roomShareable: boolean | null;
  telehealth: boolean;
  telehealthUrl: string | null;
  capacity: number;
  seatsTaken: number;
  breaks: SessionBreak[];
  outsideHoursReason: string | null;
  staffIds: string[];
  /** Whoever holds a place. */
  clientIds: string[];
  /** Whether anybody's attendance is recorded; `present`: other than an excuse given ahead. */
  recorded: boolean;
  present: boolean;
}

const GROUP_FIRST = 'select from scheduling.therapy_group where id = (select group_id from scheduling.series where id = $2 and clinic_id = $1) for no key update';

const SERIES = /* sql */ `
  select s.id, s.group_id as "groupId", s.rule, s.start_day as "startDay", left(s.start_time::text, 5) as "startTime", s.duration_minutes as "durationMinutes",
    s.kind, s.title, s.service_id as "serviceId", s.program_id as "programId", s.room_id as "roomId", s.own_room as "ownRoom", s.telehealth,
    s.telehealth_url as "telehealthUrl", s.capacity, s.breaks, s.outside_hours_reason as "outsideHoursReason", s.generated_until as "generatedUntil",
    s.ended_on as "endedOn", s.continues_id as "continuesId", s.version,
    coalesce((select json_agg(staff_id order by position, staff_id) from scheduling.series_staff where series_id = s.id), '[]') as "staffIds",
    coalesce((select json_agg(client_id order by client_id) from scheduling.series_client where series_id = s.id), '[]') as "clientIds"
  from scheduling.series s where s.clinic_id = $1 and s.id = $2`;

// Whoever changes sessions locks them in this order.
const LOCK_SESSIONS = 'select id from scheduling.session where series_id = $1 and clinic_id = $2 and ends_at > $3 order by id for update';

const SESSIONS = /* sql */ `
  select s.id, s.series_day as "seriesDay", s.clinic_day as "clinicDay", s.starts_at as "startsAt", s.ends_at as "endsAt", s.status,
    s.cancellation_id as "cancellationId", s.changed_by_hand as "changedByHand", s.extra_day as "extraDay", s.title, s.program_id as "programId", s.room_id as "roomId",
    s.room_shareable as "roomShareable", s.telehealth, s.telehealth_url as "telehealthUrl", s.capacity, s.seats_taken as "seatsTaken", s.breaks,
    s.outside_hours_reason as "outsideHoursReason",
    coalesce((select json_agg(staff_id order by position, staff_id) from scheduling.session_staff where session_id = s.id), '[]') as "staffIds",
    p.clients as "clientIds", p.recorded, p.present
  from scheduling.session s
  cross join lateral (
    select coalesce(json_agg(client_id order by client_id) filter (where holds_seat), '[]') as clients,
      coalesce(bool_or(recorded_at is not null), false) as recorded, coalesce(bool_or(recorded_at is not null and status <> 'excused'), false) as present
    from scheduling.participation where session_id = s.id
  ) p
  where s.series_id = $1 and s.clinic_id = $2 and s.ends_at > $3
  order by s.series_day`;

/** Reads a series that is about to change, with its occurrences from a moment on. */
@Injectable()
export class SeriesStateQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404. */
  async read(clinicId: string, seriesId: string): Promise<StoredSeries> {
    const series = await this.database.maybe<StoredSeries>(SERIES, [clinicId, seriesId]);
    if (!series) throw notFound('series');
    return series;
  }

  /**
   * Locks the series, after its group, whose members and place it follows.
   * @param version what the person saw.
   * @throws DomainError 404; 409 `stale-edit`.
   */
  async lock(clinicId: string, seriesId: string, version: number): Promise<StoredSeries> {
    await this.database.rows(GROUP_FIRST, [clinicId, seriesId]);
    const series = await this.database.maybe<StoredSeries>(`${SERIES} for update of s`, [clinicId, seriesId]);
    if (!series) throw notFound('series');
    if (series.version !== version) throw staleEdit('series', series.version);
    return series;
  }

  /**
   * Locks a series and the one it carries on, the earlier first, after their group.
   * @param version what the person saw of the later. @returns no earlier one where it carries on none.
   * @throws DomainError 404; 409 `stale-edit`.
   */
  async lockBoth(clinicId: string, laterId: string, version: number): Promise<{ earlier: StoredSeries | undefined; later: StoredSeries }> {
    const { continuesId } = await this.read(clinicId, laterId);
    await this.database.rows(GROUP_FIRST, [clinicId, laterId]);
    const earlier = continuesId === null ? undefined : await this.database.maybe<StoredSeries>(`${SERIES} for update of s`, [clinicId, continuesId]);
    // Whoever joined the earlier one to its own earlier part meanwhile gave this one another version.
    return { earlier, later: await this.lock(clinicId, laterId, version) };
  }

  /** Occurrences that end after a moment; locked, then read again as they are by then. */
  async sessions(clinicId: string, seriesId: string, after: Date, lock: boolean): Promise<SeriesSession[]> {
    if (lock) await this.database.rows(LOCK_SESSIONS, [seriesId, clinicId, after]);
    return this.database.rows<SeriesSession>(SESSIONS, [seriesId, clinicId, after]);
  }

  /** The days somebody said the series does not meet. */
  async leftOut(seriesId: string, from: ClinicDay): Promise<{ day: ClinicDay; cause: 'closed' | 'left_out' | 'conflict' }[]> {
    return this.database.rows(`select day, cause from scheduling.series_gap where series_id = $1 and day >= $2`, [seriesId, from]);
  }
}
