import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { newId } from '#platform';
import type { TestApp } from './app.js';
import type { Asker } from './sign-in.js';

/** An import as the API shows it; as much of it as tests look at. */
export interface ShownImport {
  id: string;
  status: string;
  version: number;
  rows: number;
  mapping: Record<string, number>;
  answers: Record<string, string>;
  open: string[];
  missing: { fields: string[]; say: string }[];
  columns: { name: string; samples: string[] }[];
  fields: { field: string; column: number | null; confident: boolean; why: string }[];
  questions: { key: string; choices: { value: string; label: string }[]; samples: string[] }[];
  vocabularies: { field: string; values: { value: string; count: number; key: string; meaning: string | null }[] }[];
  types: { type: string; count: number; taken: boolean }[];
  remembered: { fileName: string } | null;
  progressDone: number;
  progressTotal: number;
  failure: string | null;
  counts: null | {
    rows: number;
    taken: number;
    refused: number;
    warnings: number;
    made: Record<'clients' | 'staff' | 'sessions' | 'attendance', { created: number; updated: number; unchanged: number }>;
    problems: { code: string; severity: string; count: number }[];
    notTaken: { type: string; count: number }[];
  };
}

/** The import of one file through the API, as a person at the screen does it. */
export class FileImport {
  /** How far the work was said to be, each time somebody looked. */
  readonly progress = new Set<number>();

  constructor(
    private readonly person: Asker,
    private readonly clinicId: string,
    public shown: ShownImport,
  ) {}

  private get path(): string {
    return `/clinics/${this.clinicId}/imports/${this.shown.id}`;
  }

  /** Says what the file leaves open and which column is which. */
  async map(answers: Record<string, string>, mapping?: Record<string, number | null>): Promise<ShownImport> {
    const answer = await this.person.ask('PUT', `${this.path}/mapping`, { version: this.shown.version, answers, ...(mapping ? { mapping } : {}) });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return (this.shown = answer.json());
  }

  /** Asks for work and waits until it has ended. */
  async work(what: 'check' | 'run' | 'undo'): Promise<ShownImport> {
    const answer = await this.person.ask('POST', `${this.path}/${what}`);
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return this.ended();
  }

  /** Waits until nothing works on it any more. */
  async ended(): Promise<ShownImport> {
    for (;;) {
      this.shown = (await this.person.ask('GET', this.path)).json();
      if (!['checking', 'running', 'undoing'].includes(this.shown.status)) return this.shown;
      this.progress.add(this.shown.progressDone);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** What is wrong with its rows, all of it. */
  async problems(query = ''): Promise<{ row: number; column: string | null; severity: string; code: string; detail: string }[]> {
    const items: { row: number; column: string | null; severity: string; code: string; detail: string }[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: typeof items; nextCursor: string | null } = (await this.person.ask('GET', `${this.path}/problems?limit=200${query}${cursor ? `&cursor=${cursor}` : ''}`)).json();
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }
}

/** Sends a file as the browser's form does. */
export async function sendFile(house: TestApp, person: Asker, clinicId: string, file: string | { name: string; bytes: Buffer }, kind: string, sourceName: string): Promise<{ status: number; body: string }> {
  const { name, bytes } = typeof file === 'string' ? { name: basename(file), bytes: await readFile(file) } : file;
  const boundary = `----stepwell${newId()}`;
  const field = (key: string, value: string): string => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const payload = Buffer.concat([
    Buffer.from(`${field('kind', kind)}${field('sourceName', sourceName)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await house.app.inject({ method: 'POST', url: `/api/clinics/${clinicId}/imports`, payload, headers: { cookie: person.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` }, remoteAddress: '10.0.0.9' });
  return { status: answer.statusCode, body: answer.body };
}

/** Sends a file and begins its import. @throws with the problem where it is refused. */
export async function importFile(house: TestApp, person: Asker, clinicId: string, file: string | { name: string; bytes: Buffer }, kind: string, sourceName: string): Promise<FileImport> {
  const { status, body } = await sendFile(house, person, clinicId, file, kind, sourceName);
  if (status !== 201) throw new Error(body);
  return new FileImport(person, clinicId, JSON.parse(body) as ShownImport);
}
