import { DomainError, type ClinicDay } from '#platform';
import type { Conflict } from '../booking/in-the-way.query.js';
import type { MixRule } from './mix-rules.js';

/** The client is elsewhere at some of the group's times. */
export function enrolmentConflicts(sessions: readonly { sessionId: string; day: ClinicDay; conflicts: readonly Conflict[] }[]): DomainError {
  return new DomainError({
    code: 'enrolment-conflicts',
    status: 409,
    title: `The client is already booked at ${sessions.length === 1 ? 'one of the group’s times' : `${sessions.length} of the group’s times`}. Nobody was enrolled.`,
    facts: { sessions },
  });
}

/** Sessions of the membership have begun; it is ended, not taken back. */
export function membershipBegun(): DomainError {
  return new DomainError({ code: 'membership-begun', status: 409, title: 'A session of this membership has begun. Give it a last day instead.' });
}

/** The same refusal, naming which group of several it is about. */
export function ofGroup(refusal: DomainError, groupId: string): DomainError {
  const { code, status, title, facts, errors } = refusal;
  return new DomainError({ code, status, title, facts: { ...facts, groupId }, ...(errors ? { errors } : {}) });
}

/** A closed group that runs takes nobody new, unless somebody says why. */
export function groupClosed(): DomainError {
  return new DomainError({
    code: 'group-closed',
    status: 422,
    title: 'This group is closed and has begun. Say why somebody joins it now.',
    errors: [{ pointer: '/reason', detail: 'must say why' }],
  });
}

/** Somebody joins whom the group is not for, and nobody said why. */
export function mixNeedsReason(broken: readonly { rule: MixRule; sentence: string }[]): DomainError {
  return new DomainError({
    code: 'mix-rules',
    status: 422,
    title: `${broken.map((one) => one.sentence).join(' ')} Say why they join it.`,
    facts: { rules: broken.map((one) => one.rule) },
    errors: [{ pointer: '/reason', detail: 'must say why' }],
  });
}

/** The days lie outside the client's stay in the program. */
export function outsideEpisode(pointer: string, from: ClinicDay, to: ClinicDay | null): DomainError {
  const detail = to === null ? `must not be before the admission on ${from}` : `must lie within the stay, ${from} to ${to}`;
  return new DomainError({ code: 'invalid-input', status: 400, title: 'Some fields need another look.', errors: [{ pointer, detail }] });
}
