import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Import = Schema<'ImportDto'>;
export type ImportSummary = Schema<'ImportSummaryDto'>;
export type ImportKind = ImportSummary['kind'];
export type ImportStatus = ImportSummary['status'];
export type Counts = Schema<'ImportCountsDto'>;
export type Question = Schema<'QuestionDto'>;
export type Vocabulary = Schema<'VocabularyDto'>;
export type RowProblem = Schema<'RowProblemDto'>;

/** What a person says about a file. */
export interface MappingChange {
  version: number;
  sourceName?: string;
  mapping?: Record<string, number | null>;
  answers?: Record<string, string>;
}

export const importKeys = {
  all: (clinicId: string) => ['imports', clinicId] as const,
  list: (clinicId: string, filters: object) => ['imports', clinicId, 'list', filters] as const,
  one: (clinicId: string, importId: string) => ['imports', clinicId, 'one', importId] as const,
  problems: (clinicId: string, importId: string, version: number, filters: object) => ['imports', clinicId, 'problems', importId, version, filters] as const,
};

export const readImports = (clinicId: string, filters: { kind?: ImportKind; status?: ImportStatus }, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/imports', { params: { path: { clinicId }, query: { ...filters, ...(cursor && { cursor }) } }, signal }));

export const readImport = (clinicId: string, importId: string) => call(client.GET('/api/clinics/{clinicId}/imports/{importId}', { params: { path: { clinicId, importId } } }));

export const readProblems = (clinicId: string, importId: string, filters: { code?: string }, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/imports/{importId}/problems', { params: { path: { clinicId, importId }, query: { ...filters, ...(cursor && { cursor }) } }, signal }));

/** Sends a file as a form; the browser streams it from disk. */
export const sendFile = (clinicId: string, values: { kind: ImportKind; sourceName: string; file: File }, key: string) =>
  call(
    client.POST('/api/clinics/{clinicId}/imports', {
      params: { path: { clinicId } },
      body: values,
      headers: idempotent(key),
      bodySerializer: (body) => {
        const form = new FormData();
        form.append('kind', body.kind);
        form.append('sourceName', body.sourceName);
        form.append('file', body.file);
        return form;
      },
    }),
  );

export const setMapping = (clinicId: string, importId: string, body: MappingChange) =>
  call(client.PUT('/api/clinics/{clinicId}/imports/{importId}/mapping', { params: { path: { clinicId, importId } }, body }));

const at = (clinicId: string, importId: string) => ({ params: { path: { clinicId, importId } }, headers: idempotent() });
export const checkImport = (clinicId: string, importId: string) => call(client.POST('/api/clinics/{clinicId}/imports/{importId}/check', at(clinicId, importId)));
export const runImport = (clinicId: string, importId: string) => call(client.POST('/api/clinics/{clinicId}/imports/{importId}/run', at(clinicId, importId)));
export const undoImport = (clinicId: string, importId: string) => call(client.POST('/api/clinics/{clinicId}/imports/{importId}/undo', at(clinicId, importId)));
export const removeImport = (clinicId: string, importId: string) => call(client.DELETE('/api/clinics/{clinicId}/imports/{importId}', { params: { path: { clinicId, importId } } }));

/** Where the browser downloads what is wrong with the rows. */
export const problemsAddress = (clinicId: string, importId: string): string => `/api/clinics/${clinicId}/imports/${importId}/problems/export`;
