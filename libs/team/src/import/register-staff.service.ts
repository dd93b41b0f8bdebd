import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, newId } from '#platform';
import type { Discipline } from '../disciplines.js';

/** What an outside source may say of a person of the team. */
export interface StaffDetails {
  givenName: string;
  familyName: string;
  discipline: Discipline;
  title: string | null;
  email: string | null;
  phone: string | null;
  languages: string[];
  active: boolean;
}

/** One person as an outside source knows them. What is left out is not touched in somebody who is already there. */
export interface RegisterStaffRow extends Partial<StaffDetails> {
  externalId: string;
  givenName: string;
}

/** What became of a row. */
export interface RegisteredStaff {
  externalId: string;
  staffId: string;
  outcome: 'created' | 'updated' | 'unchanged';
  /** What somebody updated was before, of the details that changed: `UndoRegisteredStaff` puts it back. */
  before: Partial<StaffDetails> | null;
}

/** Somebody a source does not say more of: leads nothing until a discipline and a license are on record. */
const UNSAID: Omit<StaffDetails, 'givenName'> = { familyName: '', discipline: 'therapist', title: null, email: null, phone: null, languages: [], active: true };

export const STAFF_DETAILS = ['givenName', 'familyName', 'discipline', 'title', 'email', 'phone', 'languages', 'active'] as const satisfies readonly (keyof StaffDetails)[];
/** The details as selected from `team.staff`, and as a record of JSON. */
export const STAFF_SELECT = 'given_name as "givenName", family_name as "familyName", discipline, title, email, phone, languages, active';
export const STAFF_RECORD = '"givenName" text, "familyName" text, discipline text, title text, email text, phone text, languages text[], active boolean';
export const STAFF_ASSIGNMENTS = `given_name = r."givenName", family_name = r."familyName", discipline = r.discipline, title = r.title, email = r.email,
  phone = r.phone, languages = r.languages, active = r.active, version = s.version + 1`;

type Existing = StaffDetails & { id: string; externalId: string };

/**
 * Makes or updates many people of the team at once, recognised by their id in the outside source: the same rows a second
 * time change nothing. Joins the transaction it is called in. Rows with one external id are one person; the last said wins.
 */
@Injectable()
export class RegisterStaff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns one outcome for each external id, in order of first appearance. */
  async run(clinicId: string, source: string, rows: readonly RegisterStaffRow[]): Promise<RegisteredStaff[]> {
    const wanted = new Map<string, RegisterStaffRow>();
    for (const row of rows) wanted.set(row.externalId, { ...wanted.get(row.externalId), ...said(row) });
    if (wanted.size === 0) return [];
    return this.database.transaction(async () => {
      const known = await this.database.rows<Existing>(
        `select id, external_id as "externalId", ${STAFF_SELECT} from team.staff where clinic_id = $1 and external_source = $2 and external_id = any($3::text[]) for update`,
        [clinicId, source, [...wanted.keys()]],
      );
      const existing = new Map(known.map((row) => [row.externalId, row]));
      const outcomes = [...wanted.values()].map((row) => judge(row, existing.get(row.externalId)));
      await this.insert(clinicId, source, outcomes.filter((one) => one.outcome === 'created').map((one) => one.row));
      await this.update(clinicId, outcomes.filter((one) => one.outcome === 'updated').map((one) => one.row));
      for (const { row, outcome, before } of outcomes) {
        if (outcome === 'unchanged') continue;
        this.audit.record({ clinicId, action: 'team.staff-imported', subjectType: 'staff', subjectId: row.id, changes: { source, externalId: row.externalId, outcome, ...(before ? { changed: Object.keys(before) } : {}) } });
      }
      return outcomes.map(({ row, outcome, before }) => ({ externalId: row.externalId, staffId: row.id, outcome, before }));
    });
  }

  private async insert(clinicId: string, source: string, rows: readonly Existing[]): Promise<void> {
    if (rows.length === 0) return;
    await this.database.rows(
      `insert into team.staff (id, clinic_id, external_source, external_id, given_name, family_name, discipline, title, email, phone, languages, active)
       select r.id, $1, $2, r."externalId", r."givenName", r."familyName", r.discipline, r.title, r.email, r.phone, r.languages, r.active
       from jsonb_to_recordset($3::jsonb) as r(id uuid, "externalId" text, ${STAFF_RECORD})`,
      [clinicId, source, JSON.stringify(rows)],
    );
  }

  private async update(clinicId: string, rows: readonly Existing[]): Promise<void> {
    if (rows.length === 0) return;
    await this.database.rows(`update team.staff s set ${STAFF_ASSIGNMENTS} from jsonb_to_recordset($2::jsonb) as r(id uuid, ${STAFF_RECORD}) where s.id = r.id and s.clinic_id = $1`, [clinicId, JSON.stringify(rows)]);
  }
}

function judge(row: RegisterStaffRow, existing: Existing | undefined): { row: Existing; outcome: RegisteredStaff['outcome']; before: Partial<StaffDetails> | null } {
  if (!existing) return { row: { ...UNSAID, ...row, id: newId() }, outcome: 'created', before: null };
  const changed = STAFF_DETAILS.filter((name) => row[name] !== undefined && JSON.stringify(row[name]) !== JSON.stringify(existing[name]));
  if (changed.length === 0) return { row: existing, outcome: 'unchanged', before: null };
  return { row: { ...existing, ...row }, outcome: 'updated', before: Object.fromEntries(changed.map((name) => [name, existing[name]])) };
}

function said(row: RegisterStaffRow): RegisterStaffRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as RegisterStaffRow;
}
