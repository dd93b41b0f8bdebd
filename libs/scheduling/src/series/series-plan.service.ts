import { Injectable } from '@nestjs/common';
import { Clock, clinicDayOf, type ClinicDay, type TimeZone } from '#platform';
import { ClinicsReader } from '#clinics';
import { BookingFactsQuery, type BookingFacts } from '../booking/booking-facts.query.js';
import { InTheWayQuery } from '../booking/in-the-way.query.js';
import { mustBeBookable } from '../booking/must-be-bookable.js';
import { breaksOf, checkSeats, defaultCapacity, type Pause } from '../booking/new-session.js';
import { GroupTemplateQuery, type GroupTemplate } from '../groups/group-template.query.js';
import { KeptApartPairsQuery } from '../keep-apart/kept-apart-pairs.query.js';
import { wrongInput } from '../scheduling.errors.js';
import { planSeries, seriesDates, type PlannedOccurrence, type SeriesDates, type SeriesTimes } from './plan-series.js';

/** A series somebody wants. Of a group: only when it meets; everything else is the group's. */
export interface SeriesInput extends Omit<SeriesTimes, 'durationMinutes'> {
  durationMinutes?: number;
  groupId?: string | null;
  serviceId?: string;
  programId?: string | null;
  title?: string;
  roomId?: string | null;
  telehealth?: boolean;
  telehealthUrl?: string | null;
  staffIds?: readonly string[];
  clientIds?: readonly string[];
  capacity?: number;
  /** The seats are as they were: a policy that asks for fewer since does not stand in the way of other changes. */
  seatsKept?: boolean;
  breaks?: readonly Pause[];
  /** Where a series of a group departs from it. */
  own?: { roomId?: string | null; staffIds?: readonly string[] };
}

/** What every session of the series is made from. */
export interface SeriesTemplate {
  groupId: string | null;
  serviceId: string;
  programId: string | null;
  title: string;
  roomId: string | null;
  telehealth: boolean;
  telehealthUrl: string | null;
  staffIds: readonly string[];
  /** Who comes on which days; without a group always. */
  people: readonly { clientId: string; episodeId?: string; joinedOn: ClinicDay | null; leftOn: ClinicDay | null }[];
  capacity: number;
  durationMinutes: number;
  breaks: readonly Pause[];
}

/** A series with its dates, before anything is judged. */
export interface SeriesFrame {
  zone: TimeZone;
  template: SeriesTemplate;
  facts: BookingFacts;
  dates: SeriesDates;
  /** The group's own room and staff, where it is a series of a group. */
  group: GroupTemplate | null;
}

/** A series with each of its dates judged. Nothing is written. */
export interface SeriesPlan extends SeriesFrame {
  occurrences: PlannedOccurrence[];
}

/** Judges the dates of a series against everything that is booked, closed or agreed. */
@Injectable()
export class PlanSeries {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly inTheWay: InTheWayQuery,
    private readonly groupTemplate: GroupTemplateQuery,
    private readonly pairs: KeptApartPairsQuery,
  ) {}

  /**
   * @param options.from only dates from this day on: a series that is carried on.
   * @param options.lock whether other bookings of the same people and room wait until the transaction ends.
   * @throws DomainError 400, 404, 409 where the series cannot be at all.
   */
  async run(clinicId: string, wanted: SeriesInput, options: { from?: ClinicDay; lock: boolean }): Promise<SeriesPlan> {
    const frame = await this.frame(clinicId, wanted, options);
    const { template, dates, facts, zone } = frame;
    const conflicts = await this.inTheWay.run(
      clinicId,
      dates.occurrences.map((one) => ({ startsAt: one.start, endsAt: one.end, day: one.day })),
      { ...template, clientIds: facts.clients.map((client) => client.clientId) },
      { limit: 5000 },
    );
    // Somebody who has not joined yet, or has left, is in nobody's way.
    const ofTheDay = conflicts.map((list, index) => list.filter((one) => one.kind !== 'client' || comesOn(template, one.id, dates.occurrences[index]?.day as ClinicDay)));
    // Those who are in a series that is carried on are not driven out of it, nor are the members of a group.
    const isNew = options.from === undefined && template.groupId === null;
    const apart = isNew && (await this.pairs.among(clinicId, template.people.map((one) => one.clientId))).length > 0;
    return { ...frame, occurrences: planSeries(dates, ofTheDay, facts, template.roomId, zone, apart) };
  }

  /**
   * What the sessions of a series are made from, and its dates.
   * @param options.to everything that is known of the days reaches at least so far, whatever the rule gives.
   */
  async frame(clinicId: string, wanted: SeriesInput, options: { from?: ClinicDay; to?: ClinicDay; lock: boolean }): Promise<SeriesFrame> {
    const input = wanted.groupId ? timesOf(wanted) : wanted;
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    const today = clinicDayOf(this.clock.now(), zone);
    const first = options.from ?? input.startDay;
    // The days are settled by the rule alone, so they are known before anything is read.
    const days = seriesDates({ ...input, durationMinutes: input.durationMinutes ?? 60 }, zone, today, first);
    const last = options.to !== undefined && options.to > days.until ? options.to : days.until;
    const group = input.groupId ? await this.groupTemplate.run(clinicId, input.groupId, { from: first, to: last }) : undefined;
    const serviceId = input.serviceId ?? group?.serviceId;
    if (serviceId === undefined) throw wrongInput('/serviceId', 'must be an id');
    const people = peopleOf(input, group);
    const question = {
      clinicId,
      serviceId,
      programId: input.programId ?? group?.programId ?? null,
      roomId: input.roomId === undefined ? (group?.roomId ?? null) : input.roomId,
      staffIds: input.staffIds ?? group?.staffIds ?? [],
      clientIds: [...new Set(people.map((person) => person.clientId))],
    };
    const facts = await this.bookingFacts.run({ ...question, from: first, to: last, lock: options.lock });
    const template = templateOf(input, question, facts, group, people);
    const dates = { ...days, occurrences: days.occurrences.map((one) => ({ ...one, end: new Date(one.start.getTime() + template.durationMinutes * 60_000) })) };
    return { zone, template, facts, dates, group: group ?? null };
  }
}

/** Of a series of a group only the times are its own, and where it departs from the group. */
function timesOf({ groupId, rule, startDay, startTime, durationMinutes, breaks, own }: SeriesInput): SeriesInput {
  return { groupId, rule, startDay, startTime, durationMinutes, breaks, ...own };
}

/** Who comes on a day. */
export function comersOn(template: SeriesTemplate, day: ClinicDay): SeriesTemplate['people'] {
  return template.people.filter((person) => (person.joinedOn === null || person.joinedOn <= day) && (person.leftOn === null || person.leftOn >= day));
}

function comesOn(template: SeriesTemplate, clientId: string, day: ClinicDay): boolean {
  return comersOn(template, day).some((person) => person.clientId === clientId);
}

function peopleOf(input: SeriesInput, group: GroupTemplate | undefined): SeriesTemplate['people'] {
  return group ? group.members : (input.clientIds ?? []).map((clientId) => ({ clientId, joinedOn: null, leftOn: null }));
}

function templateOf(
  input: SeriesInput,
  question: { serviceId: string; programId: string | null; roomId: string | null; staffIds: readonly string[]; clientIds: readonly string[] },
  facts: BookingFacts,
  group: GroupTemplate | undefined,
  people: SeriesTemplate['people'],
): SeriesTemplate {
  const { room } = facts;
  const service = mustBeBookable(question, facts);
  const durationMinutes = input.durationMinutes ?? service.defaultMinutes;
  breaksOf(input.breaks ?? [], new Date(0), new Date(durationMinutes * 60_000));
  if (input.capacity !== undefined && !input.seatsKept) checkSeats(input.capacity, facts);
  return {
    groupId: input.groupId ?? null,
    serviceId: question.serviceId,
    programId: question.programId,
    title: input.title ?? group?.name ?? service.name,
    roomId: question.roomId,
    telehealth: input.telehealth ?? group?.telehealth ?? false,
    telehealthUrl: input.telehealthUrl ?? group?.telehealthUrl ?? null,
    staffIds: question.staffIds,
    people,
    capacity: input.capacity ?? defaultCapacity(service.capacity, room?.capacity, facts.program?.groupCapacity, group?.capacity),
    durationMinutes,
    breaks: input.breaks ?? [],
  };
}
