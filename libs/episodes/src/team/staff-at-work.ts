import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, notFound, type ClinicDay } from '#platform';
import { TeamReader } from '#team';
import { mayNotSign, staffInactive } from '../episodes.errors.js';

const ORDERED_BY = '/orderedByStaffId';

/** Whether people named for a care team work in this clinic, and whoever ordered hours may. */
@Injectable()
export class StaffAtWork {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly team: TeamReader,
  ) {}

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

  /**
   * Hours are signed for by whoever orders them, on the day of the order: today, or the day from which they held where that has passed.
   * @throws DomainError 404 for someone of another clinic, 422 for someone who may not sign then.
   */
  async mayOrder(clinicId: string, staffId: string, effectiveFrom: ClinicDay): Promise<void> {
    await this.check(clinicId, [{ staffId, pointer: ORDERED_BY }]);
    const today = await this.clinics.today(clinicId);
    const verdict = await this.team.maySign(clinicId, staffId, effectiveFrom < today ? effectiveFrom : today);
    if (!verdict.may) throw mayNotSign(ORDERED_BY, verdict.sentence as string);
  }
}
