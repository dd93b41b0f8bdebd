import type { ClientRecord, ClientValues } from '../api/clients';

export const NOTHING_KNOWN: ClientValues = {
  givenName: '', familyName: '', preferredName: '', pronouns: '', birthDate: null, sex: null, genderIdentity: '', phone: '', email: '', addressLine: '', city: '',
  state: '', postalCode: '', language: '', emergencyContactName: '', emergencyContactPhone: '', note: '',
};

/** What is known of a client, as the form holds it. */
export function valuesOf(record: ClientRecord): ClientValues {
  const known = Object.keys(NOTHING_KNOWN).map((key) => [key, record[key as keyof ClientRecord] ?? NOTHING_KNOWN[key as keyof ClientValues]]);
  return Object.fromEntries(known) as unknown as ClientValues;
}

/** Whether enough is known to ask for charts that look alike: a name, and something besides. */
export function isTelling(values: Pick<ClientValues, 'givenName' | 'familyName' | 'birthDate' | 'phone' | 'email'>): boolean {
  const [given, family] = [values.givenName.trim(), values.familyName.trim()];
  return given.length >= 2 && (family.length >= 2 || values.birthDate !== null || values.phone.replace(/\D/g, '').length >= 7 || values.email.includes('@'));
}
