import { notFound } from '#platform';
import { notBookable, wrongInput } from '../scheduling.errors.js';
import type { BookingFacts, ServiceFacts } from './booking-facts.query.js';

/** Everything and everybody a session names. */
export interface NamedThings {
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  staffIds: readonly string[];
  clientIds: readonly string[];
}

/**
 * What is named must be of this clinic and may still be booked.
 * @returns the service. @throws DomainError 400 without staff, 404, 409.
 */
export function mustBeBookable(named: NamedThings, facts: BookingFacts): ServiceFacts {
  const { service, room } = facts;
  if (!service) throw notFound('service');
  if (!service.active) throw notBookable('service', named.serviceId);
  if (named.programId !== null && !facts.program) throw notFound('program');
  if (named.roomId !== null && !room) throw notFound('room');
  if (named.roomId !== null && !room?.active) throw notBookable('room', named.roomId);
  if (facts.staff.length < named.staffIds.length) throw notFound('staff member');
  const gone = facts.staff.find((person) => !person.active);
  if (gone) throw notBookable('clinician', gone.staffId);
  if (named.staffIds.length === 0) throw wrongInput('/staffIds', 'must hold at least 1');
  if (facts.clients.length < named.clientIds.length) throw notFound('client');
  const archived = facts.clients.find((client) => client.archived);
  if (archived) throw notBookable('client', archived.clientId);
  return service;
}
