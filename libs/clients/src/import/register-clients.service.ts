import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, newId } from '#platform';
import { ChartNumbers } from '../chart-numbers.js';
import { DETAIL_NAMES, NO_DETAILS, type ClientDetails } from '../client.entity.js';
import { DETAIL_COLUMNS, DETAIL_RECORD, DETAIL_SELECT, DETAIL_ASSIGNMENTS } from '../charts/detail-columns.js';

/** One person as an outside source knows them. What is left out is not touched in a chart that is already there. */
export interface RegisterClientRow extends Partial<ClientDetails> {
  externalId: string;
  givenName: string;
}

/** What became of a row. */
export interface RegisteredClient {
  externalId: string;
  clientId: string;
  outcome: 'created' | 'updated' | 'unchanged';
  /** What an updated chart held before, of the details that changed: `UndoRegisteredClients` puts it back. */
  before: Partial<ClientDetails> | null;
}

type Existing = ClientDetails & { id: string; externalId: string };

/**
 * Makes or updates thousands of charts at once, recognised by their id in the outside source: the same rows a second
 * time change nothing. Joins the transaction it is called in. Rows with one external id are one person; the last said wins.
 * Looking for duplicates among charts of other sources is the caller's step before this one.
 */
@Injectable()
export class RegisterClients {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly chartNumbers: ChartNumbers,
  ) {}

  /** @returns one outcome for each external id, in order of first appearance. */
  async run(clinicId: string, source: string, rows: readonly RegisterClientRow[]): Promise<RegisteredClient[]> {
    const wanted = new Map<string, RegisterClientRow>();
    for (const row of rows) wanted.set(row.externalId, { ...wanted.get(row.externalId), ...said(row) });
    if (wanted.size === 0) return [];
    return this.database.transaction(async () => {
      await this.chartNumbers.hold(clinicId);
      const existing = await this.existing(clinicId, source, [...wanted.keys()]);
      const created = [...wanted.values()].filter((row) => !existing.has(row.externalId)).map((row) => ({ ...NO_DETAILS, ...row, id: newId() }));
      await this.insert(clinicId, source, created);

      const updated: (Existing & { before: Partial<ClientDetails> })[] = [];
      for (const [externalId, chart] of existing) {
        const row = wanted.get(externalId) as RegisterClientRow;
        const changed = DETAIL_NAMES.filter((name) => row[name] !== undefined && row[name] !== chart[name]);
        if (changed.length === 0) continue;
        updated.push({ ...chart, ...row, before: Object.fromEntries(changed.map((name) => [name, chart[name]])) } as Existing & { before: Partial<ClientDetails> });
      }
      await this.update(clinicId, updated);

      const results = new Map<string, RegisteredClient>();
      for (const { externalId, id } of created) results.set(externalId, { externalId, clientId: id, outcome: 'created', before: null });
      for (const { externalId, id, before } of updated) results.set(externalId, { externalId, clientId: id, outcome: 'updated', before });
      for (const { externalId, clientId, outcome, before } of results.values()) {
        this.audit.record({
          clinicId,
          action: 'clients.imported',
          subjectType: 'client',
          subjectId: clientId,
          clientId,
          changes: { source, externalId, outcome, ...(before ? { changed: Object.keys(before) } : {}) },
        });
      }
      return [...wanted.keys()].map(
        (externalId) => results.get(externalId) ?? { externalId, clientId: (existing.get(externalId) as Existing).id, outcome: 'unchanged', before: null },
      );
    });
  }

  private async existing(clinicId: string, source: string, externalIds: string[]): Promise<Map<string, Existing>> {
    const rows = await this.database.rows<Existing>(
      `select id, external_id as "externalId", ${DETAIL_SELECT} from clients.client
       where clinic_id = $1 and external_source = $2 and external_id = any($3::text[]) for update`,
      [clinicId, source, externalIds],
    );
    return new Map(rows.map((row) => [row.externalId, row]));
  }

  private async insert(clinicId: string, source: string, created: (RegisterClientRow & { id: string })[]): Promise<void> {
    if (created.length === 0) return;
    const numbers = await this.chartNumbers.take(clinicId, created.length);
    await this.database.rows(
      `insert into clients.client (id, clinic_id, chart_number, external_source, external_id, ${DETAIL_COLUMNS.join(', ')})
       select r.id, $1, r."chartNumber", $2, r."externalId", ${DETAIL_NAMES.map((name) => `r."${name}"`).join(', ')}
       from jsonb_to_recordset($3::jsonb) as r(id uuid, "chartNumber" text, "externalId" text, ${DETAIL_RECORD})`,
      [clinicId, source, JSON.stringify(created.map((row, i) => ({ ...row, chartNumber: numbers[i] })))],
    );
  }

  private async update(clinicId: string, updated: Existing[]): Promise<void> {
    if (updated.length === 0) return;
    await this.database.rows(
      `update clients.client c set ${DETAIL_ASSIGNMENTS}, version = c.version + 1
       from jsonb_to_recordset($2::jsonb) as r(id uuid, ${DETAIL_RECORD}) where c.id = r.id and c.clinic_id = $1`,
      [clinicId, JSON.stringify(updated)],
    );
  }
}

function said(row: RegisterClientRow): RegisterClientRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as RegisterClientRow;
}
