import { Injectable } from '@nestjs/common';
import { Database, staleEdit } from '#platform';
import { INTAKE_ENTRY, type IntakeEntry, type LockedProgram } from './intake-entry.js';
import { intakeSettled, notEnded } from './intake.errors.js';
import { IntakeRecord } from './intake-record.service.js';
import { PlaceOffers } from './place-offers.service.js';
import { ProgramPlaces } from './program-places.service.js';

/** Takes somebody off a program's waitlist, and puts them back where that was a mistake. */
@Injectable()
export class LeaveIntake {
  constructor(
    private readonly database: Database,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
    private readonly record: IntakeRecord,
  ) {}

  /** They no longer wait; a place offered to them goes to the next. @throws DomainError 409 `offer-settled`, `stale-edit`; 404. */
  async run(clinicId: string, entryId: string, input: { version: number; reason?: string | null }): Promise<void> {
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (entry.state !== 'waiting' && entry.state !== 'offered') throw intakeSettled(entry.state);
      if (entry.version !== input.version) throw staleEdit('entry of the waitlist', entry.version);
      await this.offers.leave(program, entry, input.reason ?? null);
      await this.offers.refresh(program);
    });
  }

  /**
   * Back in line, where they stood. A place that has gone on to the next stays there.
   * @throws DomainError 409 `offer-settled`, `in-program`, `already-waiting`, `stale-edit`; 404.
   */
  async return(clinicId: string, entryId: string, version: number): Promise<void> {
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (entry.state === 'waiting' || entry.state === 'offered' || entry.state === 'admitted') throw notEnded(entry.state);
      if (entry.version !== version) throw staleEdit('entry of the waitlist', entry.version);
      await this.record.write(program, entry, { move: 'returned', action: 'episodes.intake-returned', state: 'waiting' });
      await this.offers.refresh(program);
    });
  }

  /** Takes clients off every list they are on, because their charts are put aside. Joins the transaction it is called in. */
  async ofClients(clinicId: string, clientIds: readonly string[], reason: string): Promise<void> {
    const waiting = await this.database.rows<{ programId: string }>('select distinct program_id as "programId" from episodes.intake_entry where clinic_id = $1 and client_id = any ($2::uuid[]) and ended_at is null', [clinicId, clientIds]);
    if (waiting.length === 0) return;
    for (const program of await this.places.lockAll(clinicId, waiting.map((one) => one.programId))) {
      const entries = await this.database.rows<IntakeEntry>(`${INTAKE_ENTRY} where e.program_id = $1 and e.client_id = any ($2::uuid[]) and e.ended_at is null order by e.position, e.id`, [program.id, clientIds]);
      for (const entry of entries) await this.offers.leave(program, entry, reason);
      await this.offers.refresh(program);
    }
  }

  /** Puts those back in line whose stays have been taken back. */
  async ofStaysTakenBack(program: LockedProgram, episodeIds: readonly string[]): Promise<void> {
    const entries = await this.database.rows<IntakeEntry>(`${INTAKE_ENTRY} where e.program_id = $1 and e.episode_id = any ($2::uuid[]) order by e.position, e.id`, [program.id, episodeIds]);
    for (const entry of entries) await this.record.write(program, entry, { move: 'returned', action: 'episodes.intake-returned', state: 'waiting', reason: 'admission-taken-back' });
  }
}
