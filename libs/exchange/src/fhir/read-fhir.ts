import type { FhirEntry, FhirProblem, FhirResource } from './fhir-resource.js';

/** What a FHIR file holds. */
export interface FhirFile {
  entries: FhirEntry[];
  problems: FhirProblem[];
}

const isResource = (value: unknown): value is FhirResource =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as FhirResource).resourceType === 'string';

/** Bundles whose entries are resources as they stand. A history or a message says something else and is not imported. */
const PLAIN_BUNDLES = new Set(['transaction', 'batch', 'collection', 'searchset', 'document']);

/**
 * Reads a FHIR R4 file: a bundle, a single resource, or one resource a line (NDJSON).
 * What is no FHIR at all is one problem on row 0.
 */
export function readFhir(content: string): FhirFile {
  const file: FhirFile = { entries: [], problems: [] };
  const whole = parse(content);
  if (whole === undefined) return readLines(content, file);
  if (!isResource(whole)) return { entries: [], problems: [problem(0, null, 'not-fhir', 'This is JSON, but not a FHIR resource: it has no resourceType.')] };
  if (whole.resourceType === 'Bundle') readBundle(whole, file);
  else add(file, whole, undefined);
  return file;
}

function readLines(content: string, file: FhirFile): FhirFile {
  let line = 0;
  for (const text of content.split('\n')) {
    line++;
    if (text.trim() === '') continue;
    const value = parse(text);
    if (isResource(value)) {
      if (value.resourceType === 'Bundle') readBundle(value, file);
      else add(file, value, undefined);
      continue;
    }
    if (line === 1) return { entries: [], problems: [problem(0, null, 'not-fhir', 'This file is neither JSON nor one JSON resource a line.')] };
    file.problems.push(problem(line, null, 'not-fhir', `Line ${line} is not a FHIR resource.`));
  }
  return file;
}

function readBundle(bundle: FhirResource, file: FhirFile): void {
  const type = typeof bundle['type'] === 'string' ? bundle['type'] : 'collection';
  if (!PLAIN_BUNDLES.has(type)) {
    file.problems.push(problem(0, 'Bundle.type', 'bundle-type', `A bundle of type "${type}" is not a list of records to import.`));
    return;
  }
  const entries: unknown[] = Array.isArray(bundle['entry']) ? bundle['entry'] : [];
  for (const entry of entries) {
    const { resource, fullUrl, request } = (entry ?? {}) as { resource?: unknown; fullUrl?: unknown; request?: { method?: unknown } };
    if (request?.method === 'DELETE' || request?.method === 'GET') {
      file.problems.push(problem(file.entries.length + 1, 'Bundle.entry.request', 'request-not-taken', `An entry that asks to ${request.method === 'GET' ? 'read' : 'delete'} is left out.`, 'warning'));
      continue;
    }
    if (isResource(resource)) add(file, resource, typeof fullUrl === 'string' ? fullUrl : undefined);
    else file.problems.push(problem(file.entries.length + 1, 'Bundle.entry.resource', 'no-resource', 'This entry holds no resource.', 'warning'));
  }
}

function add(file: FhirFile, resource: FhirResource, fullUrl: string | undefined): void {
  const row = file.entries.length + 1;
  const addresses = new Set<string>();
  if (fullUrl !== undefined) addresses.add(fullUrl);
  if (resource.id !== undefined) {
    addresses.add(`${resource.resourceType}/${resource.id}`);
    addresses.add(`urn:uuid:${resource.id}`);
  }
  for (const identifier of Array.isArray(resource.identifier) ? resource.identifier : []) {
    if (identifier?.value !== undefined) addresses.add(identifierAddress(resource.resourceType, identifier.system, identifier.value));
  }
  file.entries.push({ row, addresses: [...addresses], resource });
}

/** How a logical reference (by identifier) is looked up. */
export function identifierAddress(type: string, system: string | undefined, value: string): string {
  return `${type}?identifier=${system ?? ''}|${value}`;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content.charCodeAt(0) === 0xfeff ? content.slice(1) : content) as unknown;
  } catch {
    return undefined;
  }
}

function problem(row: number, element: string | null, code: string, detail: string, severity: 'error' | 'warning' = 'error'): FhirProblem {
  return { row, element, severity, code, detail };
}
