import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, clinicDayOf, notFound, staleEdit, type ClinicDay } from '#platform';
import { ClinicsReader } from '#clinics';
import { BookingFactsQuery } from '../booking/booking-facts.query.js';
import { groupFull } from '../scheduling.errors.js';
import { SeatOffers } from '../waitlist/seat-offers.service.js';
import { checkGroup, groupNeedsReason } from './check-group.js';
import { GroupFacilitatorEntity } from './group-facilitator.entity.js';
import { TherapyGroupEntity, type CurriculumTopic } from './therapy-group.entity.js';

/** What is edited of a group; what is left out stays. */
export interface EditGroupInput {
  version: number;
  name?: string;
  programId?: string | null;
  roomId?: string | null;
  telehealth?: boolean;
  telehealthUrl?: string | null;
  staffIds?: readonly string[];
  minimum?: number;
  capacity?: number;
  enrollment?: 'open' | 'closed';
  language?: string | null;
  phases?: readonly string[];
  curriculum?: readonly CurriculumTopic[];
  active?: boolean;
  outsideHoursReason?: string | null;
}

const FIELDS = ['name', 'programId', 'roomId', 'telehealth', 'telehealthUrl', 'minimum', 'capacity', 'enrollment', 'language', 'phases', 'curriculum', 'active'] as const;

// Sessions to come take the group's name, link and seats; their room and people were booked and stay.
const FOLLOW = /* sql */ `
  update scheduling.session set title = case when title = $3 then $4 else title end, capacity = $5, telehealth = $6, telehealth_url = $7, version = version + 1
  where group_id = $1 and starts_at > $2 and status <> 'cancelled' and (title = $3 and $3 <> $4 or capacity <> $5 or telehealth <> $6 or telehealth_url is distinct from $7)`;

/** Edits a group. The sessions that are past never change. */
@Injectable()
export class EditGroup {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly offers: SeatOffers,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `stale-edit`, `group-name-taken`, `group-full` when sessions to come hold more people than the new seats; 422; 404. */
  async run(clinicId: string, groupId: string, input: EditGroupInput): Promise<void> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    await this.database.transaction(async () => {
      const group = await this.database.manager.findOne(TherapyGroupEntity, { where: { id: groupId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!group) throw notFound('group');
      if (group.version !== input.version) throw staleEdit('group', group.version);
      const before = { ...group };
      for (const field of FIELDS) if (input[field] !== undefined) Object.assign(group, { [field]: input[field] });
      const facilitators = await this.database.manager.find(GroupFacilitatorEntity, { where: { groupId }, order: { position: 'ASC' } });
      const staffIds = input.staffIds ?? facilitators.map((one) => one.staffId);
      if (group.active) await this.check(clinicId, group, before, staffIds, input, clinicDayOf(this.clock.now(), timeZone));
      group.version++;
      await this.database.manager.save(TherapyGroupEntity, group);
      if (input.staffIds) {
        await this.database.manager.delete(GroupFacilitatorEntity, { groupId });
        await this.database.manager.insert(GroupFacilitatorEntity, staffIds.map((staffId, index) => ({ groupId, staffId, clinicId, position: index + 1 })));
      }
      await this.database.rows(FOLLOW, [groupId, this.clock.now(), before.name, group.name, group.capacity, group.telehealth, group.telehealthUrl]);
      const changes: Record<string, unknown> = Object.fromEntries(FIELDS.filter((field) => field !== 'curriculum' && String(before[field]) !== String(group[field])).map((field) => [field, [before[field], group[field]]]));
      if (input.staffIds) changes['staffIds'] = [facilitators.map((one) => one.staffId), staffIds];
      this.audit.record({ clinicId, action: 'scheduling.group-edited', subjectType: 'group', subjectId: groupId, changes, reason: input.outsideHoursReason ?? null });
      await this.seatsFollow(clinicId, before, group);
    });
  }

  /** More seats, or a group that opens again, are offered to those who wait; a group that is no longer held offers none. */
  private async seatsFollow(clinicId: string, before: TherapyGroupEntity, group: TherapyGroupEntity): Promise<void> {
    if (before.active && !group.active) await this.offers.withdrawAll(await this.offers.lock(clinicId, group.id), 'group-ended');
    const more = group.capacity > before.capacity || (group.active && !before.active) || (group.enrollment === 'open' && before.enrollment === 'closed');
    if (more) await this.offers.refresh(await this.offers.lock(clinicId, group.id));
  }

  private async check(clinicId: string, group: TherapyGroupEntity, before: TherapyGroupEntity, staffIds: readonly string[], input: EditGroupInput, today: ClinicDay): Promise<void> {
    const parts = { serviceId: group.serviceId, programId: group.programId, roomId: group.roomId, staffIds, minimum: group.minimum, capacity: group.capacity };
    const facts = await this.bookingFacts.run({ clinicId, ...parts, clientIds: [], from: today, to: today, lock: false });
    const seatsKept = group.capacity <= before.capacity && group.programId === before.programId;
    const scope = checkGroup({ ...parts, seatsKept }, facts, today);
    if (input.staffIds && scope.length > 0 && !input.outsideHoursReason) throw groupNeedsReason(scope);
    const full = await this.database.rows<{ sessionId: string; day: ClinicDay; capacity: number; seatsTaken: number }>(
      `select id as "sessionId", clinic_day as day, $3::int as capacity, seats_taken + seats_held as "seatsTaken" from scheduling.session
       where group_id = $1 and starts_at > $2 and status <> 'cancelled' and seats_taken + seats_held > $3 order by starts_at`,
      [group.id, this.clock.now(), group.capacity],
    );
    if (full.length > 0) throw groupFull(full);
  }
}
