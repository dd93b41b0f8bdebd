import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { STAFF_ASSIGNMENTS, STAFF_RECORD, STAFF_SELECT, type RegisteredStaff, type StaffDetails } from './register-staff.service.js';

/** Takes back what `RegisterStaff` did: people it made are removed, people it updated are again what they were. */
@Injectable()
export class UndoRegisteredStaff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Joins the transaction it is called in.
   * @throws DomainError 409 `missing-or-in-use` when something was built on a person it would remove.
   */
  async run(clinicId: string, registered: readonly RegisteredStaff[]): Promise<void> {
    const made = registered.filter(({ outcome }) => outcome === 'created').map(({ staffId }) => staffId);
    const changed = new Map(registered.filter(({ outcome, before }) => outcome === 'updated' && before).map(({ staffId, before }) => [staffId, before as Partial<StaffDetails>]));
    if (made.length + changed.size === 0) return;
    await this.database.transaction(async () => {
      if (made.length > 0) await this.database.rows('delete from team.staff where clinic_id = $1 and id = any($2::uuid[])', [clinicId, made]);
      if (changed.size > 0) {
        const now = await this.database.rows<StaffDetails & { id: string }>(`select id, ${STAFF_SELECT} from team.staff where clinic_id = $1 and id = any($2::uuid[]) for update`, [clinicId, [...changed.keys()]]);
        const restored = now.map((person) => ({ ...person, ...changed.get(person.id) }));
        await this.database.rows(`update team.staff s set ${STAFF_ASSIGNMENTS} from jsonb_to_recordset($2::jsonb) as r(id uuid, ${STAFF_RECORD}) where s.id = r.id and s.clinic_id = $1`, [clinicId, JSON.stringify(restored)]);
      }
      for (const staffId of [...made, ...changed.keys()]) {
        this.audit.record({ clinicId, action: 'team.import-undone', subjectType: 'staff', subjectId: staffId, changes: { restored: Object.keys(changed.get(staffId) ?? {}) } });
      }
    });
  }
}
