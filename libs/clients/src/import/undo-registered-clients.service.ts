import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import type { ClientDetails } from '../client.entity.js';
import { DETAIL_NAMES } from '../client.entity.js';
import { DETAIL_ASSIGNMENTS, DETAIL_RECORD, DETAIL_SELECT } from '../charts/detail-columns.js';
import type { RegisteredClient } from './register-clients.service.js';

/** Takes back what `RegisterClients` did: charts it made are removed, charts it updated get their former details back. */
@Injectable()
export class UndoRegisteredClients {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Joins the transaction it is called in. Numbers of removed charts are not given out again.
   * @throws DomainError 409 `missing-or-in-use` when something was built on a chart it would remove.
   */
  async run(clinicId: string, registered: readonly RegisteredClient[]): Promise<void> {
    const made = registered.filter(({ outcome }) => outcome === 'created').map(({ clientId }) => clientId);
    const changed = new Map(registered.filter(({ outcome, before }) => outcome === 'updated' && before).map(({ clientId, before }) => [clientId, before as Partial<ClientDetails>]));
    if (made.length + changed.size === 0) return;
    await this.database.transaction(async () => {
      if (made.length > 0) await this.database.rows('delete from clients.client where clinic_id = $1 and id = any($2::uuid[])', [clinicId, made]);
      if (changed.size > 0) await this.putBack(clinicId, changed);
      for (const clientId of [...made, ...changed.keys()]) {
        this.audit.record({ clinicId, action: 'clients.import-undone', subjectType: 'client', subjectId: clientId, clientId, changes: { restored: Object.keys(changed.get(clientId) ?? {}) } });
      }
    });
  }

  private async putBack(clinicId: string, changed: Map<string, Partial<ClientDetails>>): Promise<void> {
    const now = await this.database.rows<ClientDetails & { id: string }>(
      `select id, ${DETAIL_SELECT} from clients.client where clinic_id = $1 and id = any($2::uuid[]) for update`,
      [clinicId, [...changed.keys()]],
    );
    const restored = now.map((chart) => ({ ...chart, ...changed.get(chart.id) }));
    await this.database.rows(
      `update clients.client c set ${DETAIL_ASSIGNMENTS}, version = c.version + 1
       from jsonb_to_recordset($2::jsonb) as r(id uuid, ${DETAIL_RECORD}) where c.id = r.id and c.clinic_id = $1`,
      [clinicId, JSON.stringify(restored.map((chart) => ({ id: chart.id, ...Object.fromEntries(DETAIL_NAMES.map((name) => [name, chart[name]])) })))],
    );
  }
}
