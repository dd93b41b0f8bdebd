import { Injectable } from '@nestjs/common';
import { RegisterClients, type RegisterClientRow } from '#clients';
import { Database } from '#platform';
import { RegisterStaff, type RegisterStaffRow } from '#team';
import type { ImportRecord } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';
import { rowWarning, type Outcome } from './outcome.js';

/** A person as a row tells of them. */
export interface PersonRow<T> {
  row: number;
  person: T;
}

/** Takes clients and staff of a file into the clinic, a batch at a time. In a transaction only. */
@Injectable()
export class RegisterPeople {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly registerClients: RegisterClients,
    private readonly registerStaff: RegisterStaff,
  ) {}

  /** @returns the chart of each external id. */
  async clients(record: ImportRecord, rows: readonly PersonRow<RegisterClientRow>[], outcome: Outcome): Promise<Map<string, string>> {
    if (rows.length === 0) return new Map();
    const registered = await this.registerClients.run(record.clinicId, record.sourceName, rows.map(({ person }) => person));
    for (const one of registered) outcome.tally('clients', one.outcome);
    const touched = registered.filter((one) => one.outcome !== 'unchanged');
    const versions = await this.database.rows<{ id: string; version: number }>('select id, version from clients.v_client where clinic_id = $1 and id = any($2::uuid[])', [record.clinicId, touched.map((one) => one.clientId)]);
    const versionOf = new Map(versions.map(({ id, version }) => [id, version]));
    await this.store.addChanges(
      record.id,
      touched.map((one) => ({ subject: 'client', subjectId: one.clientId, change: one.outcome === 'created' ? 'created' : 'updated', before: one.before, version: versionOf.get(one.clientId) ?? null })),
    );
    await this.warnOfLikeCharts(record, rows, registered.filter((one) => one.outcome === 'created'), outcome);
    return new Map(registered.map((one) => [one.externalId, one.clientId]));
  }

  /** @returns the staff member of each external id. */
  async staff(record: ImportRecord, rows: readonly PersonRow<RegisterStaffRow>[], outcome: Outcome): Promise<Map<string, string>> {
    if (rows.length === 0) return new Map();
    const registered = await this.registerStaff.run(record.clinicId, record.sourceName, rows.map(({ person }) => person));
    for (const one of registered) outcome.tally('staff', one.outcome);
    await this.store.addChanges(
      record.id,
      registered.flatMap((one) => (one.outcome === 'unchanged' ? [] : [{ subject: 'staff' as const, subjectId: one.staffId, change: one.outcome, before: one.before }])),
    );
    return new Map(registered.map((one) => [one.externalId, one.staffId]));
  }

  /** Charts of these external ids that are here. */
  async knownClients(record: ImportRecord, externalIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ id: string; externalId: string }>(
      'select id, external_id as "externalId" from clients.v_client where clinic_id = $1 and external_source = $2 and external_id = any($3::text[])',
      [record.clinicId, record.sourceName, externalIds],
    );
    return new Map(rows.map((row) => [row.externalId, row.id]));
  }

  /** Staff of these external ids who are here. */
  async knownStaff(record: ImportRecord, externalIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ id: string; externalId: string }>(
      'select id, external_id as "externalId" from team.v_staff where clinic_id = $1 and external_source = $2 and external_id = any($3::text[])',
      [record.clinicId, record.sourceName, externalIds],
    );
    return new Map(rows.map((row) => [row.externalId, row.id]));
  }

  /** Two charts of one name and birth date are likely one person: said, never decided. */
  private async warnOfLikeCharts(record: ImportRecord, rows: readonly PersonRow<RegisterClientRow>[], created: readonly { externalId: string; clientId: string }[], outcome: Outcome): Promise<void> {
    const born = new Set(rows.filter(({ person }) => person.birthDate).map(({ person }) => person.externalId));
    const asked = created.filter((one) => born.has(one.externalId));
    if (asked.length === 0) return;
    const alike = await this.database.rows<{ externalId: string; chartNumber: string }>(
      `select n.external_id as "externalId", min(o.chart_number) as "chartNumber" from clients.v_client n
       join clients.v_client o on o.clinic_id = n.clinic_id and o.sort_name = n.sort_name and o.birth_date = n.birth_date and o.id <> n.id
       where n.clinic_id = $1 and n.id = any($2::uuid[]) group by n.external_id`,
      [record.clinicId, asked.map((one) => one.clientId)],
    );
    const rowOf = new Map(rows.map(({ row, person }) => [person.externalId, row]));
    outcome.say(alike.map(({ externalId, chartNumber }) => rowWarning(rowOf.get(externalId) ?? 0, null, 'maybe-same-person', `Chart ${chartNumber} has the same name and date of birth.`)));
  }
}
