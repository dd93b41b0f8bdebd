import { Injectable } from '@nestjs/common';
import { Clock, Database, clinicDayOf, notFound, type ClinicDay, type TimeZone, type WallTime, type Weekday } from '#platform';

/** What other modules know of a clinic. */
export interface ClinicBrief {
  id: string;
  name: string;
  slug: string;
  timeZone: TimeZone;
  isDemo: boolean;
}

/** One stretch a clinic (room null) or a room is open on a weekday. */
export interface OpeningHours {
  roomId: string | null;
  weekday: Weekday;
  opens: WallTime;
  closes: WallTime;
}

/** A day the clinic is closed. */
export interface Closure {
  day: ClinicDay;
  reason: string;
}

/** What other modules know of a room. */
export interface RoomBrief {
  id: string;
  name: string;
  capacity: number;
  shareable: boolean;
  active: boolean;
}

const BRIEF = 'select id, name, slug, time_zone as "timeZone", is_demo as "isDemo" from clinics.v_clinic';
/** A clinic's name and zone change about never, and every request asks for the zone. */
const BELIEVED_MS = 5_000;

/** What upper floors may ask of the clinics. */
@Injectable()
export class ClinicsReader {
  private readonly known = new Map<string, { clinic: ClinicBrief; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The clinic, remembered for five seconds. @throws DomainError 404 when there is none. */
  async clinic(clinicId: string): Promise<ClinicBrief> {
    const known = this.known.get(clinicId);
    if (known && known.until > this.clock.now().getTime()) return known.clinic;
    const clinic = await this.database.maybe<ClinicBrief>(`${BRIEF} where id = $1`, [clinicId]);
    if (!clinic) throw notFound('clinic');
    this.known.set(clinicId, { clinic, until: this.clock.now().getTime() + BELIEVED_MS });
    return clinic;
  }

  /** The clinics of these ids by name; ids nobody knows are left out. */
  async clinics(clinicIds: readonly string[]): Promise<ClinicBrief[]> {
    return this.database.rows<ClinicBrief>(`${BRIEF} where id = any($1::uuid[]) order by name, id`, [clinicIds]);
  }

  /** The day the clinic's wall calendar shows now. */
  async today(clinicId: string): Promise<ClinicDay> {
    return clinicDayOf(this.clock.now(), (await this.clinic(clinicId)).timeZone);
  }

  /** Closed days from the first to the last, both included, in order. */
  async closures(clinicId: string, from: ClinicDay, to: ClinicDay): Promise<Closure[]> {
    return this.database.rows<Closure>('select day, reason from clinics.v_closure where clinic_id = $1 and day between $2 and $3 order by day', [clinicId, from, to]);
  }

  /** Opening hours of the clinic and of its rooms, by weekday and time. None at all means: never closed by the hour. */
  async openingHours(clinicId: string): Promise<OpeningHours[]> {
    return this.database.rows<OpeningHours>(
      `select room_id as "roomId", weekday, opens, closes from clinics.v_opening_hours where clinic_id = $1
       order by room_id nulls first, weekday, opens`,
      [clinicId],
    );
  }

  /** Rooms of the clinic by name; with ids, only those. Inactive ones too. */
  async rooms(clinicId: string, roomIds?: readonly string[]): Promise<RoomBrief[]> {
    return this.database.rows<RoomBrief>(
      `select id, name, capacity, shareable, active from clinics.v_room
       where clinic_id = $1 and ($2::uuid[] is null or id = any($2)) order by name, id`,
      [clinicId, roomIds ?? null],
    );
  }

  /** Forgets what was remembered of a clinic, once its edit is committed. */
  forget(clinicId: string): void {
    this.known.delete(clinicId);
  }
}
