import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Clock, Database, clinicDayOf, newId, notFound, type ClinicDay } from '#platform';
import { ProgramsReader } from '#programs';
import type { EpisodesAction } from '../episodes.audit.js';
import { alreadyInProgram } from '../episodes.errors.js';
import { INTAKE_ENTRY, type IntakeEntry, type IntakeMove, type IntakeState, type LockedProgram, type PlaceAnswer } from './intake-entry.js';
import { IntakeRecord } from './intake-record.service.js';
import { intakeSettled, placeFreeLater, placeGivenAway, programFull, type PlacesTaken } from './intake.errors.js';
import { ProgramPlaces } from './program-places.service.js';

/** What becomes of an entry when its offer ends so. */
const AFTER: Record<PlaceAnswer, { state: IntakeState; move: IntakeMove; action: EpisodesAction }> = {
  accepted: { state: 'admitted', move: 'admitted', action: 'episodes.intake-admitted' },
  declined: { state: 'declined', move: 'declined', action: 'episodes.place-declined' },
  expired: { state: 'expired', move: 'expired', action: 'episodes.place-expired' },
  withdrawn: { state: 'waiting', move: 'offer_withdrawn', action: 'episodes.place-withdrawn' },
};

const OFFERED = `${INTAKE_ENTRY} where e.program_id = $1 and e.state = 'offered'`;

// Whoever waits longest and can still come.
const NEXT = /* sql */ `
  ${INTAKE_ENTRY} join clients.v_client c on c.id = e.client_id
  where e.program_id = $1 and e.state = 'waiting' and c.status = 'active' and c.deceased_on is null
  order by e.position, e.id limit 1`;

/**
 * Gives free places to those who wait, in their order, each place and each turn once. Everything here happens under the lock of
 * the program's row, in the transaction of whatever freed the place.
 */
@Injectable()
export class PlaceOffers {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly programs: ProgramsReader,
    private readonly clock: Clock,
    private readonly places: ProgramPlaces,
    private readonly record: IntakeRecord,
  ) {}

  /** Locks the program of an entry, and reads the entry under the lock. @throws DomainError 404. */
  async take(clinicId: string, entryId: string): Promise<{ program: LockedProgram; entry: IntakeEntry }> {
    const found = await this.database.maybe<{ programId: string }>('select program_id as "programId" from episodes.intake_entry where id = $1 and clinic_id = $2', [entryId, clinicId]);
    if (!found) throw notFound('entry of the waitlist');
    const program = await this.places.lock(clinicId, found.programId);
    return { program, entry: await this.database.one<IntakeEntry>(`${INTAKE_ENTRY} where e.id = $1`, [entryId]) };
  }

  /**
   * Closes offers whose time is up, takes back what a program with fewer places, or one that admits nobody, can no longer
   * keep, then gives whatever place is free to those whose turn it is. An offer nobody has tried to tell does not end by itself.
   */
  async refresh(program: LockedProgram): Promise<void> {
    await this.closeWhatIsOver(program);
    await this.fill(program);
  }

  private async closeWhatIsOver(program: LockedProgram): Promise<void> {
    const now = this.clock.now();
    const open = await this.database.rows<IntakeEntry>(`${OFFERED} order by o.offered_at, o.id`, [program.id]);
    for (const entry of open) if (entry.expiresAt !== null && entry.expiresAt <= now && entry.contactedAt !== null) await this.close(program, entry, 'expired');
    await this.takeBackBeyond(program);
  }

  /** Offers every free place to the next in order, until places or people run out. */
  async fill(program: LockedProgram): Promise<void> {
    if (!program.active) return;
    for (;;) {
      const next = await this.next(program);
      if (!next) return;
      const startsOn = await this.places.offerableFrom(program);
      if (startsOn === null) return;
      await this.offer(program, next, startsOn);
    }
  }

  /** Whose turn it is. */
  async next(program: LockedProgram): Promise<IntakeEntry | undefined> {
    return this.database.maybe<IntakeEntry>(NEXT, [program.id]);
  }

  /** Offers a place to one person, and keeps it for them. */
  async offer(program: LockedProgram, entry: IntakeEntry, startsOn: ClinicDay): Promise<void> {
    const { timeZone } = await this.clinics.clinic(program.clinicId);
    const now = this.clock.now();
    const expiresAt = await this.until(program, now);
    await this.database.rows(
      `insert into episodes.intake_offer (id, clinic_id, program_id, entry_id, starts_on, offered_at, expires_at, contact_due_on) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newId(), program.clinicId, program.id, entry.id, startsOn, now, expiresAt, clinicDayOf(expiresAt, timeZone)],
    );
    await this.record.write(program, entry, { move: 'offered', action: 'episodes.place-offered', state: 'offered', changes: { startsOn, expiresAt: expiresAt.toISOString() } });
  }

  /** Until when an offer stands that somebody hears of at an instant. */
  async until(program: LockedProgram, from: Date): Promise<Date> {
    const minutes = await this.programs.number(program.id, 'waitlist.offer_minutes', await this.clinics.today(program.clinicId));
    return new Date(from.getTime() + minutes * 60_000);
  }

  /** Ends an open offer; the place is free again, unless it was taken. */
  async close(program: LockedProgram, entry: IntakeEntry, answer: PlaceAnswer, reason: string | null = null, episodeId?: string): Promise<void> {
    const { state, move, action } = AFTER[answer];
    await this.database.rows('update episodes.intake_offer set state = $2, closed_at = $3, reason = $4 where id = $1', [entry.offerId, answer, this.clock.now(), reason]);
    await this.record.write(program, entry, { move, action, state, reason, ...(episodeId ? { episodeId } : {}) });
  }

  /** Takes somebody off the list, with the place offered to them. */
  async leave(program: LockedProgram, entry: IntakeEntry, reason: string | null): Promise<void> {
    if (entry.offerId !== null) await this.close(program, entry, 'withdrawn', reason);
    await this.record.write(program, entry, { move: 'withdrawn', action: 'episodes.intake-left', state: 'withdrawn', reason });
  }

  /**
   * Takes a place for a stay that goes on because its end was a mistake: before those who wait, and before those who were offered
   * the place and have not been told. Who has been told keeps it.
   * @throws DomainError 409 `program-full`.
   */
  async takePlaceAgain(program: LockedProgram, stay: { clientId: string; episodeId: string; from: ClinicDay }): Promise<void> {
    await this.closeWhatIsOver(program);
    await this.settle(program, stay.clientId, stay.episodeId);
    const untold = await this.database.rows<IntakeEntry>(`${OFFERED} and o.contacted_at is null order by o.offered_at desc, o.id desc`, [program.id]);
    while (!(await this.places.fits(program, stay.from))) {
      const latest = untold.shift();
      if (!latest) throw placeGivenAway(program.id, await this.fullness(program));
      await this.close(program, latest, 'withdrawn', 'discharge-taken-back');
    }
  }

  /**
   * Takes a place for a stay that is about to be written: the one kept for this client, or one that is free for everybody.
   * @throws DomainError 409 `program-full`, `place-free-later`; `offer-settled` where the offer it is to be by is over.
   */
  async takePlace(program: LockedProgram, stay: { clientId: string; episodeId: string; from: ClinicDay; entryId?: string | null }): Promise<void> {
    await this.refresh(program);
    if (stay.entryId) {
      const named = await this.database.maybe<IntakeEntry>(`${INTAKE_ENTRY} where e.id = $1 and e.program_id = $2 and e.client_id = $3`, [stay.entryId, program.id, stay.clientId]);
      if (!named) throw notFound('entry of the waitlist');
      if (named.offerId === null) throw intakeSettled(named.state);
    }
    const entry = await this.settle(program, stay.clientId, stay.episodeId);
    if (!(await this.places.fits(program, stay.from))) {
      if (entry?.startsOn && stay.from < entry.startsOn) throw placeFreeLater(entry.startsOn);
      // Asked twice for the last place, the second is told that they are in.
      if (await this.database.maybe('select from episodes.episode where program_id = $1 and client_id = $2 and id <> $3 and (discharged_on is null or discharged_on >= $4) limit 1', [program.id, stay.clientId, stay.episodeId, stay.from])) throw alreadyInProgram();
      throw programFull(program.clinicId, program.id, await this.fullness(program));
    }
  }

  /** How full a program is that has a number of places. */
  private async fullness(program: LockedProgram): Promise<PlacesTaken> {
    const { places, ...standing } = await this.places.standing(program);
    return { places: places as number, ...standing };
  }

  /** Whoever is admitted no longer waits: an offer to them is taken with it. Before the stay is written. @returns the entry as it was. */
  async settle(program: LockedProgram, clientId: string, episodeId: string): Promise<IntakeEntry | undefined> {
    const entry = await this.database.maybe<IntakeEntry>(`${INTAKE_ENTRY} where e.program_id = $1 and e.client_id = $2 and e.ended_at is null`, [program.id, clientId]);
    if (!entry) return undefined;
    if (entry.offerId !== null) await this.close(program, entry, 'accepted', null, episodeId);
    else await this.record.write(program, entry, { move: 'admitted', action: 'episodes.intake-admitted', state: 'admitted', episodeId });
    return entry;
  }

  /** The latest offers first: those who were offered a place earlier keep it longer. They wait on, where they stood in line. */
  private async takeBackBeyond(program: LockedProgram): Promise<void> {
    const open = await this.database.rows<IntakeEntry>(`${OFFERED} order by o.starts_on desc, o.offered_at desc, o.id desc`, [program.id]);
    for (const entry of open) {
      if (program.active && (await this.keeps(program, entry.startsOn as ClinicDay))) return;
      await this.close(program, entry, 'withdrawn', program.active ? 'fewer-places' : 'program-inactive');
    }
  }

  /** Whether what is kept from a day on is still there. */
  private async keeps({ id, clinicId, places }: LockedProgram, day: ClinicDay): Promise<boolean> {
    if (places === null) return true;
    const today = await this.clinics.today(clinicId);
    return (await this.database.one<{ within: boolean }>(`select episodes.most_places($1, $2, 'infinity') <= $3 as within`, [id, day > today ? day : today, places])).within;
  }
}
