import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, type ClinicDay } from '#platform';
import { PlaceOffers } from './place-offers.service.js';
import { ProgramPlaces } from './program-places.service.js';

// Programs with an offer that was told and whose time is up; and programs somebody waits for in which a last day comes near.
const DUE = /* sql */ `
  select o.clinic_id as "clinicId", o.program_id as "programId" from episodes.intake_offer o where o.state = 'open' and o.contacted_at is not null and o.expires_at <= $1
  union
  select e.clinic_id, e.program_id from episodes.intake_entry e
  where e.state = 'waiting' and e.ended_at is null and exists (select from episodes.episode s where s.program_id = e.program_id and s.discharged_on between $2 and $3)
  order by 1, 2`;

/** The longest any policy may look ahead for a place, in days; each program's own policy decides within. */
const FARTHEST_LEAD = 91;

/** Closes offers of places whose time is up, and gives the places to the next. */
@Injectable()
export class ExpirePlaces {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
  ) {}

  /** Programs in which something is due. */
  async due(): Promise<{ clinicId: string; programId: string }[]> {
    const now = this.clock.now();
    const utcDay = now.toISOString().slice(0, 10) as ClinicDay;
    return this.database.rows(DUE, [now, addDays(utcDay, -2), addDays(utcDay, FARTHEST_LEAD)]);
  }

  /** One program; nothing happens when nothing is due. */
  async program(clinicId: string, programId: string): Promise<void> {
    await this.database.transaction(async () => this.offers.refresh(await this.places.lock(clinicId, programId)));
  }
}
