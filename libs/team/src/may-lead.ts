import type { ClinicDay } from '#platform';
import { disciplineFacts, disciplineLabel } from './disciplines.js';
import { credentialRefusal, workSentence, type WorkerFacts, type WorkRefusal } from './may-work.js';

/** Why a person may not lead. */
export type LeadRefusal = WorkRefusal | 'never_leads' | 'other_discipline';

/** The answer for one person. */
export interface LeadVerdict {
  readonly staffId: string;
  readonly may: boolean;
  /** Null when they may. */
  readonly reason: LeadRefusal | null;
  /** The reason as a sentence without a name; null when they may. */
  readonly sentence: string | null;
}

/**
 * Whether a person may lead a session of a service on its day: they work here, their discipline is one the service names
 * (a service that names none takes any), and they hold a credential valid on that day (STF-CRED-ACTIVE, STF-SCOPE) or,
 * not licensed yet, have a supervisor (STF-SUPERVISE).
 */
export function judgeLeader(person: WorkerFacts, serviceDisciplines: readonly string[], day: ClinicDay): LeadVerdict {
  const reason = refusal(person, serviceDisciplines, day);
  return { staffId: person.staffId, may: reason === null, reason, sentence: reason === null ? null : sentenceOf(reason, person, day) };
}

function refusal(person: WorkerFacts, serviceDisciplines: readonly string[], day: ClinicDay): LeadRefusal | null {
  if (!person.active) return 'not_active';
  const { leadsBy } = disciplineFacts(person.discipline);
  if (leadsBy === 'never') return 'never_leads';
  if (serviceDisciplines.length > 0 && !serviceDisciplines.includes(person.discipline)) return 'other_discipline';
  if (leadsBy === 'supervision') return person.supervised ? null : 'no_supervisor';
  return leadsBy === 'role' ? null : credentialRefusal(person.credentials, day);
}

function sentenceOf(reason: LeadRefusal, person: WorkerFacts, day: ClinicDay): string {
  switch (reason) {
    case 'never_leads':
      return `${disciplineLabel(person.discipline)} does not lead sessions.`;
    case 'other_discipline':
      return `This service is not led by the discipline "${disciplineLabel(person.discipline)}".`;
    default:
      return workSentence(reason, person, day);
  }
}
