/** As much of FHIR R4 as an import reads. Everything is optional, because a foreign file promises nothing. */
export interface FhirResource {
  resourceType: string;
  id?: string;
  contained?: FhirResource[];
  extension?: { url?: string }[];
  identifier?: FhirIdentifier[];
  active?: boolean;
  [element: string]: unknown;
}

export interface FhirIdentifier {
  use?: string;
  system?: string;
  value?: string;
  type?: FhirConcept;
}

export interface FhirConcept {
  coding?: { system?: string; code?: string; display?: string }[];
  text?: string;
}

export interface FhirReference {
  reference?: string;
  identifier?: FhirIdentifier;
  display?: string;
  type?: string;
}

export interface FhirName {
  use?: string;
  text?: string;
  family?: string;
  given?: string[];
  prefix?: string[];
  period?: { start?: string; end?: string };
}

export interface FhirContact {
  system?: string;
  value?: string;
  use?: string;
  rank?: number;
}

/** One resource of a file, with where it stands. */
export interface FhirEntry {
  /** 1 for the first entry: what a person sees as the row. */
  row: number;
  resource: FhirResource;
}

/** What is wrong with an entry, at which element. */
export interface FhirProblem {
  row: number;
  /** The element, as FHIR writes paths: `Patient.birthDate`. */
  element: string | null;
  severity: 'error' | 'warning';
  code: string;
  detail: string;
}

/** A text of a concept a person can read: its own, else the first coding's. */
export function conceptText(concept: FhirConcept | undefined): string | null {
  return text(concept?.text) ?? text(concept?.coding?.find((coding) => coding.display)?.display) ?? null;
}

/** A trimmed text, or null for what is absent, empty or not a text. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

/** A list, whatever was written: nothing is an empty one, a single thing (a common mistake) a list of it. */
export function list<T>(value: unknown): T[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as T[];
}
