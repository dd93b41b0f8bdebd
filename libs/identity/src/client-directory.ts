/** What the audit trail says of the client an entry concerns. */
export interface ClientName {
  id: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
}

/** Names for the clients that entries of the audit trail concern, given by the application like `ClinicDirectory`. */
export abstract class ClientDirectory {
  /** The clients of these ids in this clinic, by id; ids of other clinics are left out. */
  abstract find(clinicId: string, clientIds: readonly string[]): Promise<ReadonlyMap<string, ClientName>>;
}
