/** The parts of OpenAPI 3 that describe our own routes. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  nullable?: boolean;
  pattern?: string;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema?: Schema;
}

export interface Operation {
  operationId: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema;
  /** Whether it takes a form with a file. */
  file: boolean;
}

interface Document {
  paths: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, Schema> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation of an API description, its references followed by `resolver`. */
export function operationsOf(document: object): Operation[] {
  const { paths } = document as Document;
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const operation = item[method] as { operationId: string; parameters?: Parameter[]; requestBody?: { content?: Record<string, { schema?: Schema }> } };
      const body = operation.requestBody?.content?.['application/json']?.schema;
      return { operationId: operation.operationId, method: method.toUpperCase(), path, parameters: operation.parameters ?? [], file: operation.requestBody?.content?.['multipart/form-data'] !== undefined, ...(body ? { body } : {}) };
    }),
  );
}

/** Follows `$ref` and `allOf`. */
export function resolver(document: object): (schema: Schema) => Schema {
  const schemas = (document as Document).components?.schemas ?? {};
  const resolve = (schema: Schema): Schema => {
    if (schema.$ref !== undefined) return resolve(schemas[schema.$ref.split('/').pop() as string] ?? {});
    if (schema.allOf?.length === 1) return { ...resolve(schema.allOf[0] as Schema), ...(schema.nullable ? { nullable: true } : {}) };
    return schema;
  };
  return resolve;
}

/** One place in a body: a field, an item of a list, or a field of either, however deep. */
export interface Place {
  path: readonly (string | number)[];
  schema: Schema;
  /** As a problem names it. */
  pointer: string;
}

/** Every place of a body, the outer ones first. Of a list the first item stands for all. */
export function placesOf(schema: Schema, resolve: (schema: Schema) => Schema, path: readonly (string | number)[] = []): Place[] {
  const s = resolve(schema);
  const inner: [string | number, Schema][] = s.type === 'array' ? (s.items ? [[0, s.items]] : []) : Object.entries(s.properties ?? {});
  return inner.flatMap(([name, below]) => {
    const place = [...path, name];
    return [{ path: place, schema: below, pointer: `/${place.join('/')}` }, ...(place.length < 6 ? placesOf(below, resolve, place) : [])];
  });
}

/** A body with something else at one place. */
export function withValue(body: unknown, [first, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(body)) return body.map((item: unknown, index) => (index === first ? withValue(item, rest, value) : item));
  const object = (body ?? {}) as Record<string, unknown>;
  return { ...object, [first]: withValue(object[first as string], rest, value) };
}

export const UNKNOWN_ID = '01890000-0000-7000-8000-00000000dead';

/**
 * A value a schema accepts; ids are unknown ones, so a body made of such values is well-formed and refers to nothing.
 * @param idOf the id for a field of a name, where it is to refer to something.
 */
export function sample(schema: Schema, resolve: (schema: Schema) => Schema, idOf: (name: string) => string = () => UNKNOWN_ID, name = '', depth = 0): unknown {
  const s = resolve(schema);
  if (s.enum) return s.enum[0];
  switch (s.type) {
    case 'string':
      if (s.format === 'uuid') return idOf(name);
      if (s.format === 'date') return '2026-03-02';
      if (s.format === 'date-time') return '2026-03-02T15:00:00Z';
      if (s.format === 'email') return 'nobody@example.test';
      if (s.pattern?.includes('[0-5]') || s.pattern?.includes('\\d|2[0-3]')) return '10:00';
      return 'Sample'.slice(0, s.maxLength ?? 6);
    case 'integer':
    case 'number':
      return Math.max(s.minimum ?? 1, Math.min(1, s.maximum ?? 1));
    case 'boolean':
      return true;
    case 'array':
      return s.items && depth < 4 ? [sample(s.items, resolve, idOf, name, depth + 1)] : [];
    default: {
      const made: Record<string, unknown> = {};
      if (depth < 5) for (const [field, property] of Object.entries(s.properties ?? {})) made[field] = sample(property, resolve, idOf, field, depth + 1);
      return made;
    }
  }
}

/** Texts that have broken programs. */
export const ATTACKS = [
  `'; drop table clients.client; --`,
  `" or 1=1 --`,
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  'a'.repeat(50_000),
  '\u202e\u200b',
  '__proto__',
];

/** Of these, what could be somebody's name or note: it is taken, and has to stay text. */
export const BREAKING = [`'; drop table clients.client; --`, `" or 1=1 --`, '<script>alert(1)</script>', '${7*7}{{7*7}}'];

/** Values of the wrong kind or out of bounds for a schema; every one must be refused. */
export function wrongValues(schema: Schema, resolve: (schema: Schema) => Schema): unknown[] {
  const s = resolve(schema);
  const texts = ['\u0000', 'a\ud800', 'x'.repeat(50_000)];
  if (s.enum) return ['no-such-word', 7, {}, [], ''];
  switch (s.type) {
    case 'string':
      if (s.format === 'uuid') return ['not-an-id', 7, {}, [], `'; drop table x; --`, '', ...texts];
      if (s.format === 'date') return ['2026-02-30', '2026-13-01', '02/03/2026', '0000-00-00', '99999-01-01', 7, {}, '', ...texts];
      if (s.format === 'date-time') return ['2026-02-30T10:00:00Z', 'yesterday', '2026-03-02 10:00', '2026-03-02T25:00:00Z', '9999-99-99T00:00:00Z', 7, {}, ...texts];
      if (s.format === 'email') return ['nobody', 'a@b', 7, {}, ...texts];
      return [7, true, {}, ['x'], ...texts];
    case 'integer':
      return ['seven', 1.5, 9_007_199_254_740_993, -9_007_199_254_740_993, {}, [], true, '1e9', null].filter((v) => v !== null || !s.nullable);
    case 'number':
      return ['seven', {}, [], true, 1e300];
    case 'boolean':
      return ['yes', 2, {}, []];
    case 'array':
      return ['x', 7, { 0: 'x' }, Array.from({ length: 5000 }, () => (s.items ? sample(s.items, resolve) : 0)), [[[[]]]], [null]];
    default:
      // What has no type may be anything.
      return s.type === 'object' || s.properties ? ['x', 7, [[]], true] : [];
  }
}

/** Values that may be taken or refused, as the use case sees fit; whatever becomes of them, nothing breaks. */
export function oddValues(schema: Schema, resolve: (schema: Schema) => Schema): unknown[] {
  const { type, format, enum: words } = resolve(schema);
  if (type === 'string' && format === undefined && words === undefined) return [null, '', ...BREAKING];
  if (type === 'array') return [null, []];
  return [null];
}
