import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database } from '#platform';

/** How many are in a program today, and what is about to change that. */
export interface CensusRow {
  programId: string;
  name: string;
  active: boolean;
  current: number;
  /** Admissions on a later day. */
  upcoming: number;
  /** Of the current ones, those whose last day is set. */
  leaving: number;
}

/** The census by program, by name. Programs that are closed and empty are left out. */
@Injectable()
export class CensusQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  async run(clinicId: string): Promise<CensusRow[]> {
    return this.database.rows<CensusRow>(
      `select p.id as "programId", p.name, p.active,
         count(e.id) filter (where e.admitted_on <= $2)::int as current,
         count(e.id) filter (where e.admitted_on > $2)::int as upcoming,
         count(e.id) filter (where e.admitted_on <= $2 and e.discharged_on is not null)::int as leaving
       from programs.v_program p
       left join episodes.episode e on e.program_id = p.id and e.clinic_id = $1 and (e.discharged_on is null or e.discharged_on >= $2)
       where p.clinic_id = $1 group by p.id, p.name, p.active having p.active or count(e.id) > 0 order by p.name, p.id`,
      [clinicId, await this.clinics.today(clinicId)],
    );
  }
}
