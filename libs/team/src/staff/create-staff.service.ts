import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, newId } from '#platform';
import { StaffEntity } from './staff.entity.js';
import type { CreateStaffDto } from './staff.dto.js';
import { StaffRules } from './staff-rules.js';

/** Adds a person to the team. */
@Injectable()
export class CreateStaff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly rules: StaffRules,
  ) {}

  /** @returns the staff id. @throws DomainError 422 for a supervisor or an account that cannot be theirs. */
  async run(clinicId: string, input: CreateStaffDto): Promise<string> {
    return this.database.transaction(async () => {
      const staff = {
        id: newId(),
        clinicId,
        userId: input.userId ?? null,
        givenName: input.givenName,
        familyName: input.familyName ?? '',
        discipline: input.discipline,
        title: input.title ?? null,
        email: input.email ?? null,
        phone: input.phone ?? null,
        languages: [...new Set(input.languages ?? [])],
        supervisorId: input.supervisorId ?? null,
        createdAt: this.clock.now(),
      };
      await this.rules.checkSupervision({ ...staff, id: null, active: true, imported: false });
      await this.rules.checkAccount(clinicId, staff.userId);
      await this.database.manager.insert(StaffEntity, staff);
      this.audit.record({ clinicId, action: 'team.staff-created', subjectType: 'staff', subjectId: staff.id, changes: { givenName: staff.givenName, familyName: staff.familyName, discipline: staff.discipline, supervisorId: staff.supervisorId, userId: staff.userId } });
      return staff.id;
    });
  }
}
