import type { ClinicDay } from '#platform';
import { disciplineFacts, disciplineLabel, type Discipline } from './disciplines.js';

/** What decides whether a person may lead a session on a day. */
export interface LeaderFacts {
  readonly staffId: string;
  readonly discipline: Discipline;
  readonly active: boolean;
  /** Whether their supervisor is named and active. */
  readonly supervised: boolean;
  readonly credentials: readonly CredentialDates[];
}

export interface CredentialDates {
  readonly issuedOn: ClinicDay | null;
  /** The last day it is valid; null: it does not expire. */
  readonly expiresOn: ClinicDay | null;
}

/** Why a person may not lead. */
export type LeadRefusal = 'not_active' | 'never_leads' | 'other_discipline' | 'credential_missing' | 'credential_expired' | 'credential_not_yet_valid' | 'no_supervisor';

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
export function judgeLeader(person: LeaderFacts, serviceDisciplines: readonly string[], day: ClinicDay): LeadVerdict {
  const reason = refusal(person, serviceDisciplines, day);
  return { staffId: person.staffId, may: reason === null, reason, sentence: reason === null ? null : sentenceOf(reason, person, day) };
}

/** Whether a credential is valid on a day. */
export function isValidOn(credential: CredentialDates, day: ClinicDay): boolean {
  return (credential.issuedOn === null || credential.issuedOn <= day) && (credential.expiresOn === null || credential.expiresOn >= day);
}

function refusal(person: LeaderFacts, serviceDisciplines: readonly string[], day: ClinicDay): LeadRefusal | null {
  if (!person.active) return 'not_active';
  const { leadsBy } = disciplineFacts(person.discipline);
  if (leadsBy === 'never') return 'never_leads';
  if (serviceDisciplines.length > 0 && !serviceDisciplines.includes(person.discipline)) return 'other_discipline';
  if (leadsBy === 'supervision') return person.supervised ? null : 'no_supervisor';
  if (leadsBy === 'role' || person.credentials.some((one) => isValidOn(one, day))) return null;
  if (person.credentials.length === 0) return 'credential_missing';
  return person.credentials.some((one) => one.expiresOn !== null && one.expiresOn < day) ? 'credential_expired' : 'credential_not_yet_valid';
}

function sentenceOf(reason: LeadRefusal, person: LeaderFacts, day: ClinicDay): string {
  switch (reason) {
    case 'not_active':
      return 'No longer works here.';
    case 'never_leads':
      return `${disciplineLabel(person.discipline)} does not lead sessions.`;
    case 'other_discipline':
      return `This service is not led by the discipline "${disciplineLabel(person.discipline)}".`;
    case 'credential_missing':
      return 'Has no license or certificate on record.';
    case 'credential_expired': {
      const last = person.credentials.map((one) => one.expiresOn ?? '').filter((expires) => expires < day).sort().at(-1);
      return `License or certificate expired on ${last}.`;
    }
    case 'credential_not_yet_valid':
      return 'License or certificate is not valid yet on that day.';
    case 'no_supervisor':
      return 'Needs an active supervisor.';
  }
}
