import { DomainError, notFound, type ClinicDay } from '#platform';
import { judgeLeader } from '#team';
import type { BookingFacts } from '../booking/booking-facts.query.js';
import { checkSeats } from '../booking/new-session.js';
import type { Outside } from '../booking/outside-hours.js';
import { notBookable, wrongInput } from '../scheduling.errors.js';

/** What a group is made of. */
export interface GroupParts {
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  staffIds: readonly string[];
  minimum?: number;
  capacity?: number;
  /** The seats and the program are as they were: a policy that asks for fewer since does not stand in the way of other changes. */
  seatsKept?: boolean;
}

/**
 * Everything a group names must be of this clinic and in use, and fit together.
 * @returns facilitators who may not lead the service today: that needs a reason.
 * @throws DomainError 400, 404 or 409.
 */
export function checkGroup(group: GroupParts, facts: BookingFacts, today: ClinicDay): Outside[] {
  const { service, room } = facts;
  if (!service) throw notFound('service');
  if (!service.active) throw notBookable('service', group.serviceId);
  if (service.kind !== 'group') throw wrongInput('/serviceId', 'must be a service for groups');
  if (group.programId !== null && !facts.program) throw notFound('program');
  if (facts.program && !facts.program.active) throw notBookable('program', group.programId as string);
  if (group.roomId !== null && !room) throw notFound('room');
  if (group.roomId !== null && !room?.active) throw notBookable('room', group.roomId);
  if (facts.staff.length < group.staffIds.length) throw notFound('staff member');
  const gone = facts.staff.find((person) => !person.active);
  if (gone) throw notBookable('clinician', gone.staffId);
  if (group.capacity !== undefined && group.minimum !== undefined && group.minimum > group.capacity) throw wrongInput('/minimum', 'must not be more than the seats');
  if (group.capacity !== undefined) checkSeats(group.capacity, group.seatsKept ? { room, program: null } : facts);
  return facts.staff.flatMap((person) => {
    const verdict = judgeLeader(person, service.disciplines, today);
    return verdict.may ? [] : [{ kind: 'may-not-lead' as const, id: person.staffId, sentence: `A clinician may not lead this: ${verdict.sentence}` }];
  });
}

/** Somebody is to lead who by the service may not, and nobody said why. */
export function groupNeedsReason(outside: readonly Outside[]): DomainError {
  return new DomainError({
    code: 'needs-reason',
    status: 422,
    title: outside[0]?.sentence ?? 'This needs a reason.',
    facts: { outside },
    errors: [{ pointer: '/outsideHoursReason', detail: 'must say why' }],
  });
}
