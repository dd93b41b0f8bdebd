import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, invalidInput, staleEdit } from '#platform';
import { StaffAtWork } from '../team/staff-at-work.js';
import { intakeSettled } from './intake.errors.js';
import { IntakeRecord } from './intake-record.service.js';
import { PlaceOffers } from './place-offers.service.js';

/** What is edited of an entry; what is left out stays. */
export interface EditIntakeEntryInput {
  version: number;
  note?: string | null;
  ownerStaffId?: string | null;
  /** Its new place among those who wait, 1 the first. */
  place?: number;
  /** Why they are moved. */
  reason?: string | null;
}

/** Changes the note of somebody who waits, who keeps in touch with them, or, with a reason, their turn. */
@Injectable()
export class EditIntakeEntry {
  constructor(
    private readonly database: Database,
    private readonly offers: PlaceOffers,
    private readonly record: IntakeRecord,
    private readonly staff: StaffAtWork,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `offer-settled`, `stale-edit`; 400 where somebody is moved without a reason; 404. */
  async run(clinicId: string, entryId: string, input: EditIntakeEntryInput): Promise<void> {
    const reason = input.reason ?? null;
    if (input.place !== undefined && reason === null) throw invalidInput([{ pointer: '/reason', detail: 'is needed to change the order' }]);
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (entry.state !== 'waiting' && entry.state !== 'offered') throw intakeSettled(entry.state);
      if (entry.version !== input.version) throw staleEdit('entry of the waitlist', entry.version);
      if (input.ownerStaffId) await this.staff.check(clinicId, [{ staffId: input.ownerStaffId, pointer: '/ownerStaffId' }]);
      const owned = input.ownerStaffId !== undefined;
      await this.database.rows(
        `update episodes.intake_entry set note = case when $2::boolean then $3 else note end, owner_staff_id = case when $4::boolean then $5 else owner_staff_id end, version = version + 1 where id = $1`,
        [entryId, input.note !== undefined, input.note ?? null, owned, input.ownerStaffId ?? null],
      );
      if (input.note !== undefined || owned) {
        const changes = { ...(input.note === undefined ? {} : { note: 'changed' }), ...(owned ? { ownerStaffId: [entry.ownerStaffId, input.ownerStaffId ?? null] } : {}) };
        this.audit.record({ clinicId, action: 'episodes.intake-edited', subjectType: 'program', subjectId: program.id, clientId: entry.clientId, changes });
      }
      if (input.place === undefined) await this.record.tell(program, [entryId]);
      else await this.record.write(program, entry, { move: 'moved', action: 'episodes.intake-moved', places: await this.move(program.id, entryId, input.place), reason });
    });
  }

  /** Writes the order anew. @returns the places before and after. */
  private async move(programId: string, entryId: string, place: number): Promise<[number, number]> {
    const order = (await this.database.rows<{ id: string }>('select id from episodes.intake_entry where program_id = $1 and ended_at is null order by position, id', [programId])).map((one) => one.id);
    const before = order.indexOf(entryId);
    const after = Math.min(place, order.length) - 1;
    order.splice(before, 1);
    order.splice(after, 0, entryId);
    await this.database.rows('update episodes.intake_entry e set position = x.n from unnest($1::uuid[]) with ordinality as x(id, n) where e.id = x.id and e.position <> x.n', [order]);
    return [before + 1, after + 1];
  }
}
