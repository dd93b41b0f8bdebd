import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, addDays, firstFreeDay, mostAtOnce, notFound, type ClinicDay, type DaysTaken } from '#platform';
import { ProgramsReader } from '#programs';
import type { LockedProgram } from './intake-entry.js';

/** How many of a program's places are given away. */
export interface Standing {
  /** Null: as many as come. */
  places: number | null;
  /** By the stays there are and those to come, the most at once from today on. */
  taken: number;
  /** For people they are offered to. */
  kept: number;
  waiting: number;
}

const STAYS = 'select admitted_on as "from", discharged_on as "to" from episodes.episode where program_id = $1 and (discharged_on is null or discharged_on >= $2)';
const LINE = /* sql */ `
  select count(*) filter (where state = 'offered')::int as kept, count(*) filter (where state = 'waiting')::int as waiting
  from episodes.intake_entry where program_id = $1 and ended_at is null`;

/**
 * The places of a program. They are given away under the lock of the program's row, which is taken after the client's and before
 * any stay's, so that nobody waits crosswise; the database holds the number on every path.
 */
@Injectable()
export class ProgramPlaces {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly programs: ProgramsReader,
  ) {}

  /** Locks a program until the transaction ends. @throws DomainError 404. */
  async lock(clinicId: string, programId: string): Promise<LockedProgram> {
    const [program] = await this.lockAll(clinicId, [programId]);
    if (!program) throw notFound('program');
    return program;
  }

  /** Locks several, in one order. Those of other clinics are left out. */
  async lockAll(clinicId: string, programIds: readonly string[]): Promise<LockedProgram[]> {
    return this.database.rows<LockedProgram>('select id, clinic_id as "clinicId", active, places from programs.v_program where clinic_id = $1 and id = any ($2::uuid[]) order by id for no key update', [clinicId, programIds]);
  }

  /** Locks the program of a stay, before the stay itself. @throws DomainError 404. */
  async lockOf(clinicId: string, episodeId: string): Promise<LockedProgram> {
    const episode = await this.database.maybe<{ programId: string }>('select program_id as "programId" from episodes.episode where id = $1 and clinic_id = $2', [episodeId, clinicId]);
    if (!episode) throw notFound('episode');
    return this.lock(clinicId, episode.programId);
  }

  async standing({ id, clinicId, places }: Pick<LockedProgram, 'id' | 'clinicId' | 'places'>): Promise<Standing> {
    const today = await this.clinics.today(clinicId);
    const taken = mostAtOnce(await this.database.rows<DaysTaken>(STAYS, [id, today]), today);
    return { places, taken, ...(await this.database.one<{ kept: number; waiting: number }>(LINE, [id])) };
  }

  /** From which day on a place is free for whoever stays; today or later. Null: none, by what is known. */
  async freeFrom({ id, clinicId, places }: Pick<LockedProgram, 'id' | 'clinicId' | 'places'>): Promise<ClinicDay | null> {
    const today = await this.clinics.today(clinicId);
    if (places === null) return today;
    const { kept } = await this.database.one<{ kept: number }>(LINE, [id]);
    return firstFreeDay(await this.database.rows<DaysTaken>(STAYS, [id, today]), kept, places, today);
  }

  /** From which day on a place can be offered: like `freeFrom`, but not too far ahead. */
  async offerableFrom(program: Pick<LockedProgram, 'id' | 'clinicId' | 'places'>): Promise<ClinicDay | null> {
    const today = await this.clinics.today(program.clinicId);
    const day = await this.freeFrom(program);
    return day !== null && day <= addDays(today, await this.programs.number(program.id, 'waitlist.lead_days', today)) ? day : null;
  }

  /** Whether one more fits in from a day on, as long as they stay. Past days do not count. */
  async fits({ id, clinicId, places }: LockedProgram, from: ClinicDay): Promise<boolean> {
    if (places === null) return true;
    const today = await this.clinics.today(clinicId);
    return (await this.database.one<{ fits: boolean }>(`select episodes.most_places($1, $2, 'infinity') < $3 as fits`, [id, from > today ? from : today, places])).fits;
  }
}
