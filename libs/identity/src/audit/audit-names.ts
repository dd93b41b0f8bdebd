import { Injectable } from '@nestjs/common';
import { Database, isId, type AuditEntry } from '#platform';
import type { Access } from '../access/access.js';
import { ClientDirectory, type ClientName } from '../client-directory.js';

/** Names for what a page of entries speaks of. */
export interface NamesOfEntries {
  clients: ReadonlyMap<string, ClientName>;
  /** Accounts and tokens by id. */
  subjects: ReadonlyMap<string, string>;
}

/** Looks up who and what entries of the trail are about, a page at a time, so that people read names and not ids. */
@Injectable()
export class AuditNames {
  constructor(
    private readonly database: Database,
    private readonly clients: ClientDirectory,
  ) {}

  /** Names of clients only for those who may read clients. */
  async of(access: Access, clinicId: string, entries: readonly AuditEntry[]): Promise<NamesOfEntries> {
    const clientIds = [...new Set(entries.flatMap((entry) => entry.clientId ?? []))];
    const subjectIds = [...new Set(entries.filter((entry) => (entry.subjectType === 'user' || entry.subjectType === 'token') && isId(entry.subjectId)).map((entry) => entry.subjectId))];
    const mayRead = access.clinics.get(clinicId.toLowerCase())?.permissions.has('clients.read') === true;
    const [clients, subjects] = await Promise.all([
      mayRead && clientIds.length > 0 ? this.clients.find(clinicId, clientIds) : new Map<string, ClientName>(),
      subjectIds.length > 0 ? this.accounts(clinicId, subjectIds) : [],
    ]);
    return { clients, subjects: new Map(subjects.map((row) => [row.id, row.name])) };
  }

  private accounts(clinicId: string, ids: string[]): Promise<{ id: string; name: string }[]> {
    return this.database.rows(
      `select id, display_name as name from identity.user where id = any($2::uuid[])
       union all select id, name from identity.api_token where id = any($2::uuid[]) and clinic_id = $1`,
      [clinicId, ids],
    );
  }
}
