import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, staleEdit } from '#platform';
import { SeatOffers } from './seat-offers.service.js';
import { entrySettled } from './waitlist.errors.js';

/** What is edited of an entry; what is left out stays. */
export interface EditWaitlistEntryInput {
  version: number;
  note?: string | null;
  /** Its new place among those who wait, 1 the first. */
  place?: number;
}

/** Changes the note of somebody who waits, or their turn. */
@Injectable()
export class EditWaitlistEntry {
  constructor(
    private readonly database: Database,
    private readonly offers: SeatOffers,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `offer-settled`, `stale-edit`; 404. */
  async run(clinicId: string, groupId: string, entryId: string, input: EditWaitlistEntryInput): Promise<void> {
    await this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      const entry = await this.offers.entry(group, entryId);
      if (entry.state !== 'waiting' && entry.state !== 'offered') throw entrySettled(entry.state);
      if (entry.version !== input.version) throw staleEdit('entry of the waitlist', entry.version);
      await this.database.rows('update scheduling.waitlist_entry set note = case when $2::boolean then $3 else note end, version = version + 1 where id = $1', [entryId, input.note !== undefined, input.note ?? null]);
      const moved = input.place === undefined ? null : await this.move(groupId, entryId, input.place);
      this.audit.record({
        clinicId,
        action: moved ? 'scheduling.waitlist-moved' : 'scheduling.waitlist-edited',
        subjectType: 'group',
        subjectId: groupId,
        clientId: entry.clientId,
        changes: { ...(moved ? { place: moved } : {}), ...(input.note === undefined ? {} : { note: 'changed' }) },
      });
      await this.offers.tell(group, [entryId]);
    });
  }

  /** Writes the order anew. @returns the places before and after. */
  private async move(groupId: string, entryId: string, place: number): Promise<[number, number]> {
    const order = (await this.database.rows<{ id: string }>('select id from scheduling.waitlist_entry where group_id = $1 and ended_at is null order by position, id', [groupId])).map((one) => one.id);
    const before = order.indexOf(entryId);
    const after = Math.min(place, order.length) - 1;
    order.splice(before, 1);
    order.splice(after, 0, entryId);
    await this.database.rows('update scheduling.waitlist_entry e set position = x.n from unnest($1::uuid[]) with ordinality as x(id, n) where e.id = x.id and e.position <> x.n', [order]);
    return [before + 1, after + 1];
  }
}
