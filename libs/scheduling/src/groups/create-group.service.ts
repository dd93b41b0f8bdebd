import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, clinicDayOf, newId } from '#platform';
import { ClinicsReader } from '#clinics';
import { BookingFactsQuery } from '../booking/booking-facts.query.js';
import { defaultCapacity } from '../booking/new-session.js';
import { CreateSeries, type CreatedSeries, type CreateSeriesInput } from '../series/create-series.service.js';
import { checkGroup, groupNeedsReason } from './check-group.js';
import { GroupFacilitatorEntity } from './group-facilitator.entity.js';
import { TherapyGroupEntity, type CurriculumTopic } from './therapy-group.entity.js';

/** A group to begin. */
export interface CreateGroupInput {
  name: string;
  serviceId: string;
  programId?: string | null;
  roomId?: string | null;
  telehealth?: boolean;
  telehealthUrl?: string | null;
  /** The first leads. */
  staffIds: readonly string[];
  minimum?: number;
  /** Left out: the fewest of service, room and the program's policy. */
  capacity?: number;
  enrollment?: 'open' | 'closed';
  /** What it is held in, as a BCP 47 tag. */
  language?: string | null;
  /** The steps of the taper it is for, by name. */
  phases?: readonly string[];
  curriculum?: readonly CurriculumTopic[];
  /** When it meets; saved with the group, both or neither. */
  series?: Omit<CreateSeriesInput, 'groupId' | 'serviceId' | 'programId' | 'title' | 'roomId' | 'staffIds' | 'clientIds' | 'capacity' | 'telehealth' | 'telehealthUrl'>;
  /** Why somebody may lead it who by the service may not. */
  outsideHoursReason?: string | null;
}

/** Begins a group, with its series where one is given. */
@Injectable()
export class CreateGroup {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly createSeries: CreateSeries,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `group-name-taken`, `series-conflicts`; 422 `needs-reason`; 400; 404. */
  async run(clinicId: string, input: CreateGroupInput): Promise<{ id: string; series: CreatedSeries | null }> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    return this.database.transaction(async () => {
      const today = clinicDayOf(this.clock.now(), timeZone);
      const people = { roomId: input.roomId ?? null, staffIds: input.staffIds, clientIds: [] };
      const facts = await this.bookingFacts.run({ clinicId, serviceId: input.serviceId, programId: input.programId ?? null, ...people, from: today, to: today, lock: false });
      const scope = checkGroup({ ...input, programId: input.programId ?? null, roomId: people.roomId }, facts, today);
      if (scope.length > 0 && !input.outsideHoursReason && !input.series?.outsideHoursReason) throw groupNeedsReason(scope);
      const id = newId();
      const capacity = input.capacity ?? defaultCapacity(facts.service?.capacity, facts.room?.capacity, facts.program?.groupCapacity);
      await this.database.manager.insert(TherapyGroupEntity, {
        id,
        clinicId,
        name: input.name,
        serviceId: input.serviceId,
        programId: input.programId ?? null,
        roomId: people.roomId,
        telehealth: input.telehealth ?? false,
        telehealthUrl: input.telehealthUrl ?? null,
        minimum: Math.min(input.minimum ?? 2, capacity),
        capacity,
        enrollment: input.enrollment ?? 'open',
        language: input.language ?? null,
        phases: [...(input.phases ?? [])],
        curriculum: [...(input.curriculum ?? [])],
      });
      await this.database.manager.insert(GroupFacilitatorEntity, input.staffIds.map((staffId, index) => ({ groupId: id, staffId, clinicId, position: index + 1 })));
      this.audit.record({
        clinicId,
        action: 'scheduling.group-created',
        subjectType: 'group',
        subjectId: id,
        changes: { name: input.name, serviceId: input.serviceId, programId: input.programId ?? null, roomId: people.roomId, staffIds: input.staffIds, capacity },
        reason: input.outsideHoursReason ?? null,
      });
      const series = input.series ? await this.createSeries.run(clinicId, { ...input.series, outsideHoursReason: input.series.outsideHoursReason ?? input.outsideHoursReason ?? null, groupId: id }) : null;
      return { id, series };
    });
  }
}
