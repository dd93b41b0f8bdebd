import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { ClientStatus } from './client.entity.js';

/** What other modules show of a client. */
export interface ClientBrief {
  id: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  birthDate: ClinicDay | null;
  status: ClientStatus;
}

const BRIEF = `id, chart_number as "chartNumber", given_name as "givenName", family_name as "familyName",
  preferred_name as "preferredName", pronouns, birth_date as "birthDate", status`;

/** What upper floors may ask of the charts. None of it opens a chart, so none of it is audited. */
@Injectable()
export class ClientsReader {
  constructor(private readonly database: Database) {}

  /** The clients of these ids in this clinic; ids of other clinics are left out. */
  async briefs(clinicId: string, ids: readonly string[]): Promise<Map<string, ClientBrief>> {
    const rows = await this.database.rows<ClientBrief>(`select ${BRIEF} from clients.client where clinic_id = $1 and id = any($2::uuid[])`, [clinicId, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The clients an outside source knows by these ids: external id to client id. */
  async byExternalIds(clinicId: string, source: string, externalIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ externalId: string; id: string }>(
      `select external_id as "externalId", id from clients.client where clinic_id = $1 and external_source = $2 and external_id = any($3::text[])`,
      [clinicId, source, externalIds],
    );
    return new Map(rows.map((row) => [row.externalId, row.id]));
  }
}
