import { UnreadableFile } from '../csv/encoding.js';
import type { FhirEntry, FhirProblem, FhirResource } from './fhir-resource.js';
import { FhirReferences } from './fhir-references.js';
import { BrokenJson, JsonCutter, type JsonCut } from './json-cutter.js';

/** A FHIR file that has been gone through once: what it holds, and the way to its records, as often as asked. */
export interface FhirFile {
  /** Resources by type. */
  counts: ReadonlyMap<string, number>;
  /** What is wrong with the file itself or with the form of its entries. */
  problems: readonly FhirProblem[];
  references: FhirReferences;
  /** The resources in order, one at a time: memory holds no more of the file than the one that is looked at. */
  entries: () => AsyncGenerator<FhirEntry>;
}

const isResource = (value: unknown): value is FhirResource =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as FhirResource).resourceType === 'string';

/** Bundles whose entries are resources as they stand. A history or a message says something else and is not imported. */
const PLAIN_BUNDLES = new Set(['transaction', 'batch', 'collection', 'searchset', 'document']);

/** Problems of form that are told one by one. */
const MOST_PROBLEMS = 10_000;

/**
 * Reads a FHIR R4 file: a bundle, a single resource, a list of resources, or one resource a line (NDJSON).
 * What is no FHIR at all is one problem on row 0.
 * @param bytes the file from its beginning, each time it is called.
 * @throws UnreadableFile for bytes that are not UTF-8.
 */
export async function openFhir(bytes: () => AsyncIterable<Uint8Array>): Promise<FhirFile> {
  const first = new FirstReading();
  try {
    for await (const cut of cutsOf(bytes())) first.add(cut);
  } catch (thrown) {
    if (!(thrown instanceof BrokenJson)) throw thrown;
    first.refuse('not-fhir', 'This file is neither whole JSON nor one JSON resource a line.');
  }
  const { counts, problems, references, isBundle } = first.result();
  return { counts, problems, references, entries: () => entriesOf(bytes(), counts.size > 0, isBundle) };
}

async function* entriesOf(bytes: AsyncIterable<Uint8Array>, hasAny: boolean, isBundle: boolean): AsyncGenerator<FhirEntry> {
  if (!hasAny) return;
  const form = new EntryForm();
  for await (const cut of cutsOf(bytes)) {
    for (const { resource } of form.entriesOf(cut, isBundle)) yield { row: form.rows, resource };
  }
}

/** A file as it is gone through for the first time, when what kind of file it is may be said last. */
class FirstReading {
  private readonly form = new EntryForm();
  private isBundle = false;
  private sawEntries = false;
  private references = new FhirReferences();
  private counts = new Map<string, number>();
  private refused: FhirProblem | undefined;

  add(cut: JsonCut): void {
    if (cut.of === 'entry') this.sawEntries = true;
    if (cut.of === 'object') {
      const value = parse(cut.text);
      if (!isResource(value)) return this.refuse('not-fhir', 'This is JSON, but not a FHIR resource: it has no resourceType.');
      this.isBundle = value.resourceType === 'Bundle';
      if (this.isBundle) return this.judgeBundle(value);
      // Another resource that happens to have a list called entry: those are no records.
      if (this.sawEntries) this.forget();
    }
    // Entries count as those of a bundle until the text itself says that it is none.
    for (const { resource, fullUrl } of this.form.entriesOf(cut, true)) {
      this.counts.set(resource.resourceType, (this.counts.get(resource.resourceType) ?? 0) + 1);
      this.references.add(resource, fullUrl);
    }
  }

  refuse(code: string, detail: string, element: string | null = null): void {
    this.refused ??= { row: 0, element, severity: 'error', code, detail };
  }

  result(): { counts: Map<string, number>; problems: FhirProblem[]; references: FhirReferences; isBundle: boolean } {
    if (this.refused) this.forget();
    const problems = this.refused ? [this.refused] : this.form.problems;
    return { counts: this.counts, problems, references: this.references, isBundle: this.isBundle };
  }

  private judgeBundle(bundle: FhirResource): void {
    const other = otherBundle(bundle);
    if (other !== undefined) this.refuse('bundle-type', other, 'Bundle.type');
  }

  private forget(): void {
    this.counts = new Map();
    this.references = new FhirReferences();
    this.form.rows = 0;
    this.form.problems.length = 0;
  }
}

/** Takes the resources out of the pieces of a file, numbers them, and says which pieces hold none. */
class EntryForm {
  rows = 0;
  readonly problems: FhirProblem[] = [];

  /** @param isBundle whether the entries of the file's one object are those of a bundle. */
  *entriesOf(cut: JsonCut, isBundle: boolean): Generator<{ resource: FhirResource; fullUrl: string | undefined }> {
    const value = parse(cut.text);
    if (cut.of === 'entry') {
      if (isBundle) yield* this.ofEntry(value);
    } else if (isResource(value)) {
      // The one bundle's own text is without its entries, which were cut from it; a bundle on a line or in a list is whole.
      if (value.resourceType !== 'Bundle') yield* this.count(value, undefined);
      else if (cut.of !== 'object' && otherBundle(value)) this.say(this.rows + 1, 'Bundle.type', 'bundle-type', otherBundle(value) ?? '', 'error');
      else for (const entry of Array.isArray(value['entry']) ? (value['entry'] as unknown[]) : []) yield* this.ofEntry(entry);
    } else if (cut.of === 'line') this.say(cut.line, null, 'not-fhir', `Line ${cut.line} is not a FHIR resource.`, 'error');
    else this.say(this.rows + 1, null, 'not-fhir', 'This is not a FHIR resource.', 'error');
  }

  private *ofEntry(entry: unknown): Generator<{ resource: FhirResource; fullUrl: string | undefined }> {
    if (entry === undefined) throw new BrokenJson();
    const { resource, fullUrl, request } = (entry ?? {}) as { resource?: unknown; fullUrl?: unknown; request?: { method?: unknown } };
    if (request?.method === 'DELETE' || request?.method === 'GET') {
      this.say(this.rows + 1, 'Bundle.entry.request', 'request-not-taken', `An entry that asks to ${request.method === 'GET' ? 'read' : 'delete'} is left out.`, 'warning');
    } else if (isResource(resource)) yield* this.count(resource, typeof fullUrl === 'string' ? fullUrl : undefined);
    else this.say(this.rows + 1, 'Bundle.entry.resource', 'no-resource', 'This entry holds no resource.', 'warning');
  }

  private *count(resource: FhirResource, fullUrl: string | undefined): Generator<{ resource: FhirResource; fullUrl: string | undefined }> {
    this.rows++;
    yield { resource, fullUrl };
  }

  private say(row: number, element: string | null, code: string, detail: string, severity: 'error' | 'warning'): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ row, element, severity, code, detail });
  }
}

/** Why a bundle's entries are not taken, in a sentence; undefined where they are. */
function otherBundle(bundle: FhirResource): string | undefined {
  const type = typeof bundle['type'] === 'string' ? bundle['type'] : 'collection';
  return PLAIN_BUNDLES.has(type) ? undefined : `A bundle of type "${type}" is not a list of records to import.`;
}

async function* cutsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<JsonCut> {
  const cutter = new JsonCutter();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new UnreadableFile('A FHIR file is JSON in UTF-8; this one is not.');
    }
  };
  for await (const piece of bytes) {
    for (let from = 0; from < piece.byteLength; from += PIECE) yield* cutter.take(decode(piece.subarray(from, from + PIECE)));
  }
  yield* cutter.take(decode());
  yield* cutter.end();
}

/** Bytes looked at together. */
const PIECE = 64 * 1024;

/** What a text says, or undefined when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
