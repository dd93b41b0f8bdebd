import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, DomainEvents, changesBetween, notFound, staleEdit } from '#platform';
import type { TeamAction } from '../team.audit.js';
import { AVAILABILITY_CHANGED, type AvailabilityChanged } from '../team.events.js';
import { StaffEntity } from './staff.entity.js';
import type { EditStaffDto } from './staff.dto.js';
import { StaffRules } from './staff-rules.js';

/** Changes what is known of a person, who supervises them, which account is theirs, or whether they still work here. */
@Injectable()
export class EditStaff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clinics: ClinicsReader,
    private readonly rules: StaffRules,
  ) {}

  /** @throws DomainError 404, 409 `stale-edit` or `still-supervises`, 422 for a supervisor or an account that cannot be theirs. */
  async run(clinicId: string, staffId: string, input: EditStaffDto): Promise<void> {
    await this.database.transaction(async () => {
      const staff = await this.database.manager.findOne(StaffEntity, { where: { id: staffId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!staff) throw notFound('staff member');
      if (staff.version !== input.version) throw staleEdit('staff member', staff.version);
      const { version, ...given } = input;
      const fields = given.languages ? { ...given, languages: [...new Set(given.languages)] } : given;
      const changes = changesBetween(staff, fields);
      if (Object.keys(changes).length === 0) return;
      const tobe = { ...staff, ...dropUndefined(fields) };
      if (changes['supervisorId'] || changes['discipline'] || changes['active']) await this.rules.checkSupervision({ ...tobe, imported: staff.externalSource !== null });
      if (changes['userId']) await this.rules.checkAccount(clinicId, tobe.userId);
      if (changes['active'] && !tobe.active) await this.rules.checkNobodyLeftBehind(staffId);
      await this.database.manager.update(StaffEntity, { id: staffId }, { ...fields, version: version + 1 });
      this.audit.record({ clinicId, action: actionOf(changes, tobe), subjectType: 'staff', subjectId: staffId, changes });
      if (changes['active']) await this.events.publish<AvailabilityChanged>({ name: AVAILABILITY_CHANGED, clinicId, payload: { staffIds: [staffId], from: await this.clinics.today(clinicId), to: null } });
    });
  }
}

function actionOf(changes: Record<string, unknown>, tobe: StaffEntity): TeamAction {
  if (changes['active']) return tobe.active ? 'team.staff-activated' : 'team.staff-deactivated';
  if (changes['userId']) return tobe.userId === null ? 'team.user-unlinked' : 'team.user-linked';
  return 'team.staff-edited';
}

function dropUndefined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
