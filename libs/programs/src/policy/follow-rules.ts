import { invalidInput, type ClinicDay, type DomainError, type FieldProblem } from '#platform';
import { PARAMETERS } from './parameters.js';
import type { Disagreement } from './resolve-policy.js';

/** A change of what already held needs a reason. */
export function pastProblems(from: ClinicDay, reason: string | null | undefined, today: ClinicDay): FieldProblem[] {
  return from < today && !reason ? [{ pointer: '/reason', detail: 'is needed to change what already held' }] : [];
}

/** Contradictions a profile brought, said at the field that named it. */
export function contradictionAt(pointer: string): (found: readonly Disagreement[]) => DomainError {
  return (found) => invalidInput([...new Set(found.map(({ lower }) => `${PARAMETERS[lower.parameter].label} ${lower.detail}`))].map((detail) => ({ pointer, detail })));
}
