import type { ClinicDay } from '#platform';
import { disciplineFacts, disciplineLabel } from './disciplines.js';
import { credentialRefusal, workSentence, type WorkerFacts, type WorkRefusal } from './may-work.js';

/** Why a person may not sign. */
export type SignRefusal = WorkRefusal | 'never_signs';

/** The answer for one person. */
export interface SignVerdict {
  readonly staffId: string;
  readonly may: boolean;
  /** Null when they may. */
  readonly reason: SignRefusal | null;
  /** The reason as a sentence without a name; null when they may. */
  readonly sentence: string | null;
}

/**
 * Whether a person may sign what orders treatment, such as prescribed hours, on a day: they hold a credential valid on that day
 * (STF-CRED-ACTIVE: expired blocks signing too) or, not licensed yet, have a supervisor, who answers for it (STF-SUPERVISE). Who
 * works without a license orders no treatment (STF-SCOPE).
 */
export function judgeSigner(person: WorkerFacts, day: ClinicDay): SignVerdict {
  const reason = refusal(person, day);
  return { staffId: person.staffId, may: reason === null, reason, sentence: reason === null ? null : sentenceOf(reason, person, day) };
}

function refusal(person: WorkerFacts, day: ClinicDay): SignRefusal | null {
  if (!person.active) return 'not_active';
  const { leadsBy } = disciplineFacts(person.discipline);
  if (leadsBy === 'never' || leadsBy === 'role') return 'never_signs';
  if (leadsBy === 'supervision') return person.supervised ? null : 'no_supervisor';
  return credentialRefusal(person.credentials, day);
}

function sentenceOf(reason: SignRefusal, person: WorkerFacts, day: ClinicDay): string {
  return reason === 'never_signs' ? `${disciplineLabel(person.discipline)} orders no treatment.` : workSentence(reason, person, day);
}
