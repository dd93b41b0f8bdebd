import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, newId, sparingly } from '#platform';
import { fileTooLarge, unreadableFile } from '../exchange.errors.js';
import { ReadFile } from '../reading/read-file.service.js';
import type { FileKind } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';

/** The largest file an import takes, bytes. */
export const MOST_BYTES = 100 * 1_048_576;
/**
 * The size a piece is kept in. Small, because each goes through memory several times over: as text and as bytes, on its way
 * in and each time the file is read, and memory given back in large pieces is not given back to the system.
 */
const CHUNK_BYTES = 131_072;

/** What is said about a file besides its bytes; known once the whole of it has arrived. */
export interface FileFacts {
  kind: FileKind;
  sourceName: string;
  fileName: string;
  /** The way it came cut the file short at the limit. */
  cutShort: boolean;
}

/** Receives a file: keeps it piece by piece, reads it through once and suggests how to map it. */
@Injectable()
export class ReceiveFile {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly readFile: ReadFile,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @param facts asked after the last byte, for a form may say them after the file; what it throws keeps nothing of the file.
   * @returns the import's id. @throws DomainError 413 `too-large`, 422 `unreadable-file`.
   */
  async run(clinicId: string, bytes: AsyncIterable<Uint8Array>, facts: () => FileFacts): Promise<string> {
    const id = newId();
    return sparingly(() => this.receive(clinicId, id, bytes, facts));
  }

  private receive(clinicId: string, id: string, bytes: AsyncIterable<Uint8Array>, facts: () => FileFacts): Promise<string> {
    return this.database.transaction(async () => {
      const { size, sha256 } = await this.keep(id, bytes);
      const { kind, sourceName, fileName, cutShort } = facts();
      if (cutShort) throw fileTooLarge(MOST_BYTES);
      if (size === 0) throw unreadableFile('This file is empty.');
      const actor = currentActor();
      await this.database.rows(
        `insert into exchange.import (id, clinic_id, kind, source_name, file_name, file_size, file_sha256, created_by_user_id, created_by_name, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [id, clinicId, kind, sourceName, fileName, size, sha256, actor.userId, actor.displayName, this.clock.now()],
      );
      const { reading, mapping, answers } = await this.readFile.run(clinicId, id, kind);
      await this.store.change(id, { reading, mapping, answers, progressTotal: reading.rows });
      this.audit.record({ clinicId, action: 'exchange.file-received', subjectType: 'import', subjectId: id, changes: { kind, source: sourceName, bytes: size, sha256 } });
      return id;
    });
  }

  /** Keeps the bytes in pieces of one size; memory holds two of them at most. */
  private async keep(id: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: string }> {
    const hash = createHash('sha256');
    let size = 0;
    let position = 0;
    let waiting: Uint8Array[] = [];
    let held = 0;
    for await (const piece of bytes) {
      size += piece.byteLength;
      if (size > MOST_BYTES) throw fileTooLarge(MOST_BYTES);
      hash.update(piece);
      waiting.push(piece);
      held += piece.byteLength;
      if (held < CHUNK_BYTES) continue;
      await this.store.addChunk(id, position++, Buffer.concat(waiting));
      waiting = [];
      held = 0;
    }
    if (held > 0) await this.store.addChunk(id, position, Buffer.concat(waiting));
    return { size, sha256: hash.digest('hex') };
  }
}
