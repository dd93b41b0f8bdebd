import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';

/** What other modules know of an episode. */
export interface EpisodeBrief {
  id: string;
  clientId: string;
  programId: string;
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
}

const BRIEF = 'id, client_id as "clientId", program_id as "programId", admitted_on as "admittedOn", discharged_on as "dischargedOn"';

/** What upper floors may ask of the episodes. */
@Injectable()
export class EpisodesReader {
  constructor(private readonly database: Database) {}

  /** Every stay that covers the day, by client; a client in two programs has two, the longer-standing first. */
  async onDay(clinicId: string, clientIds: readonly string[], day: ClinicDay): Promise<Map<string, EpisodeBrief[]>> {
    const rows = await this.database.rows<EpisodeBrief>(
      `select ${BRIEF} from episodes.episode where clinic_id = $1 and client_id = any($2::uuid[])
         and admitted_on <= $3 and (discharged_on is null or discharged_on >= $3) order by admitted_on, id`,
      [clinicId, clientIds, day],
    );
    const byClient = new Map<string, EpisodeBrief[]>();
    for (const row of rows) byClient.set(row.clientId, [...(byClient.get(row.clientId) ?? []), row]);
    return byClient;
  }

  /** The episodes of these ids in this clinic; ids of other clinics are left out. */
  async brief(clinicId: string, ids: readonly string[]): Promise<Map<string, EpisodeBrief>> {
    const rows = await this.database.rows<EpisodeBrief>(`select ${BRIEF} from episodes.episode where clinic_id = $1 and id = any($2::uuid[])`, [clinicId, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The episodes an outside source knows by these ids: external id to episode. */
  async byExternalIds(clinicId: string, source: string, externalIds: readonly string[]): Promise<Map<string, EpisodeBrief>> {
    const rows = await this.database.rows<EpisodeBrief & { externalId: string }>(
      `select external_id as "externalId", ${BRIEF} from episodes.episode where clinic_id = $1 and external_source = $2 and external_id = any($3::text[])`,
      [clinicId, source, externalIds],
    );
    return new Map(rows.map(({ externalId, ...brief }) => [externalId, brief]));
  }
}
