import { Readable } from 'node:stream';
import '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, invalidInput, isStorable, type FieldProblem } from '#platform';
import { FILE_KINDS, type FileKind } from '../record/import-record.js';
import type { FileFacts } from './receive-file.service.js';

/** Kinds of content that are handed on as they arrive. */
const STREAMED = ['application/fhir+json', 'application/fhir+ndjson', 'application/x-ndjson', 'text/csv'];
const LONGEST_SOURCE = 80;
const LONGEST_FILE_NAME = 200;

/** A file on its way in: its bytes, and what is said about it once they are all here. */
export interface IncomingFile {
  bytes: AsyncIterable<Uint8Array>;
  facts: () => FileFacts;
}

/** Lets requests carry files as they are, without reading them into memory first. */
export function acceptFiles(fastify: FastifyInstance): void {
  for (const type of STREAMED) {
    if (!fastify.hasContentTypeParser(type)) fastify.addContentTypeParser(type, (_request, payload, done) => done(null, payload));
  }
}

/** The file of a request: of a form, or the body itself, with its facts in the address. */
export function incomingFile(request: FastifyRequest, asked: { kind?: string; sourceName?: string; fileName?: string }): IncomingFile {
  const said: Record<string, unknown> = { ...asked };
  if (!request.isMultipart()) {
    const { body } = request;
    const bytes = body instanceof Readable ? (body as AsyncIterable<Uint8Array>) : Readable.from([Buffer.from(JSON.stringify(body ?? null))]);
    if (body === undefined || body === null) throw invalidInput([{ pointer: '/file', detail: 'is missing' }]);
    return { bytes, facts: () => factsOf({ kind: 'fhir', fileName: 'upload.json', ...said }, true, false) };
  }
  let found = false;
  let cutShort = false;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* parts();
    } catch (thrown) {
      if (thrown instanceof DomainError || typeof (thrown as { statusCode?: unknown }).statusCode === 'number') throw thrown;
      throw invalidInput([{ pointer: '/file', detail: 'did not arrive whole' }]);
    }
  }
  async function* parts(): AsyncGenerator<Uint8Array> {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        said[part.fieldname] = part.value;
        continue;
      }
      if (found || part.fieldname !== 'file') throw invalidInput([{ pointer: `/${part.fieldname.slice(0, 60)}`, detail: found ? 'is a second file' : 'is not a field of this form' }]);
      found = true;
      said['fileName'] = part.filename;
      for await (const piece of part.file) yield piece as Uint8Array;
      cutShort = part.file.truncated;
    }
  }
  return { bytes: bytes(), facts: () => factsOf(said, found, cutShort) };
}

function factsOf(said: Record<string, unknown>, found: boolean, cutShort: boolean): FileFacts {
  const problems: FieldProblem[] = [];
  const { kind } = said;
  if (!found) problems.push({ pointer: '/file', detail: 'is missing' });
  if (!(FILE_KINDS as readonly unknown[]).includes(kind)) problems.push({ pointer: '/kind', detail: `must be one of: ${FILE_KINDS.join(', ')}` });
  const sourceName = typeof said['sourceName'] === 'string' ? said['sourceName'].trim() : '';
  if (sourceName === '' || sourceName.length > LONGEST_SOURCE || !isStorable(sourceName)) problems.push({ pointer: '/sourceName', detail: `must say whose ids the file speaks of, in at most ${LONGEST_SOURCE} characters` });
  if (problems.length > 0) throw invalidInput(problems);
  const given = typeof said['fileName'] === 'string' ? said['fileName'].replace(/[\p{Cc}\p{Cs}]/gu, '').replace(/^.*[\\/]/, '').trim() : '';
  return { kind: kind as FileKind, sourceName, fileName: given.slice(0, LONGEST_FILE_NAME) || 'file', cutShort };
}
