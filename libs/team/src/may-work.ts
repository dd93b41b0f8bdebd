import type { ClinicDay } from '#platform';
import type { Discipline } from './disciplines.js';

/** What decides what a person may do on a day: lead a session, sign an order. */
export interface WorkerFacts {
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

/** Why a person may not work on a day, whatever the work. */
export type WorkRefusal = 'not_active' | 'no_supervisor' | CredentialRefusal;
export type CredentialRefusal = 'credential_missing' | 'credential_expired' | 'credential_not_yet_valid';

/** Whether a credential is valid on a day. */
export function isValidOn(credential: CredentialDates, day: ClinicDay): boolean {
  return (credential.issuedOn === null || credential.issuedOn <= day) && (credential.expiresOn === null || credential.expiresOn >= day);
}

/** Why none of these credentials holds on a day (STF-CRED-ACTIVE); null when one does. */
export function credentialRefusal(credentials: readonly CredentialDates[], day: ClinicDay): CredentialRefusal | null {
  if (credentials.some((one) => isValidOn(one, day))) return null;
  if (credentials.length === 0) return 'credential_missing';
  return credentials.some((one) => one.expiresOn !== null && one.expiresOn < day) ? 'credential_expired' : 'credential_not_yet_valid';
}

/** The reason as a sentence without a name. */
export function workSentence(reason: WorkRefusal, person: WorkerFacts, day: ClinicDay): string {
  switch (reason) {
    case 'not_active':
      return 'No longer works here.';
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
