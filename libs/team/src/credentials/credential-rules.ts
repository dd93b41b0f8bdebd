import { invalidInput, type ClinicDay } from '#platform';

/** A credential does not end before it begins. @throws DomainError 400 at the last day. */
export function checkCredentialDays({ issuedOn, expiresOn }: { issuedOn?: ClinicDay | null; expiresOn?: ClinicDay | null }): void {
  if (issuedOn && expiresOn && expiresOn < issuedOn) throw invalidInput([{ pointer: '/expiresOn', detail: 'must not be before it was issued' }]);
}
