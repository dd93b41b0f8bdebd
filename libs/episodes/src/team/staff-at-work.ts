import { Injectable } from '@nestjs/common';
import { Database, notFound } from '#platform';
import { staffInactive } from '../episodes.errors.js';

/** Whether people named for a care team or an order work in this clinic. */
@Injectable()
export class StaffAtWork {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 for someone of another clinic, 422 for someone who has left. */
  async check(clinicId: string, named: readonly { staffId: string; pointer: string }[]): Promise<void> {
    const rows = await this.database.rows<{ id: string; active: boolean }>(
      'select id, active from team.v_staff where clinic_id = $1 and id = any($2::uuid[])',
      [clinicId, named.map(({ staffId }) => staffId)],
    );
    const active = new Map(rows.map((row) => [row.id, row.active]));
    for (const { staffId, pointer } of named) {
      const works = active.get(staffId.toLowerCase());
      if (works === undefined) throw notFound('member of staff');
      if (!works) throw staffInactive(pointer);
    }
  }
}
