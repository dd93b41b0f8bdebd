/** What sign-in says of a clinic. */
export interface ClinicSummary {
  id: string;
  name: string;
  slug: string;
  /** IANA name of the clinic's zone. */
  timeZone: string;
}

/**
 * Names for the clinics a person works in. Clinics stand above identity, which cannot ask them; the application, which
 * knows both, gives identity one of these.
 */
export abstract class ClinicDirectory {
  /** The clinics of these ids, in any order; ids nobody knows are left out. */
  abstract find(clinicIds: readonly string[]): Promise<ClinicSummary[]>;
}
