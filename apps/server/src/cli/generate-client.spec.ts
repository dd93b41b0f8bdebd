import { describe, expect, it } from '@jest/globals';
import { renderClientTypes } from './generate-client.js';

const tight = (text: string): string => text.replace(/\s+/g, ' ');

function schemaOf(schema: object): string {
  const text = tight(renderClientTypes({ paths: {}, components: { schemas: { Thing: schema } } }));
  return text.slice(text.indexOf('Thing: ') + 7, text.lastIndexOf('; }; }'));
}

describe('the types of the client', () => {
  it.each([
    ['a text', { type: 'string' }, 'string'],
    ['a day', { type: 'string', format: 'date' }, 'string'],
    ['a whole number', { type: 'integer' }, 'number'],
    ['yes or no', { type: 'boolean' }, 'boolean'],
    ['one of a closed list', { type: 'string', enum: ['booked', 'no-show'] }, "'booked' | 'no-show'"],
    ['a closed list with nothing in it', { type: 'string', nullable: true, enum: ['a', null] }, "'a' | null"],
    ['a text or nothing, as OpenAPI 3.0 says it', { type: 'string', nullable: true }, 'string | null'],
    ['a text or nothing, as OpenAPI 3.1 says it', { type: ['string', 'null'] }, 'string | null'],
    ['a constant', { const: 'group' }, "'group'"],
    ['a list', { type: 'array', items: { type: 'string' } }, 'string[]'],
    ['a list of alternatives', { type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, "('a' | 'b')[]"],
    ['a list of things that may be missing', { type: 'array', items: { type: 'integer', nullable: true } }, '(number | null)[]'],
    ['another schema', { $ref: '#/components/schemas/RoomDto' }, "components['schemas']['RoomDto']"],
    ['another schema or nothing', { allOf: [{ $ref: '#/components/schemas/RoomDto' }], nullable: true }, "components['schemas']['RoomDto'] | null"],
    ['either of two', { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }, "components['schemas']['A'] | null"],
    ['both of two', { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }, "components['schemas']['A'] & components['schemas']['B']"],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, '{ [key: string]: number }'],
    ['an open object', { type: 'object' }, '{ [key: string]: unknown }'],
    ['a closed empty object', { type: 'object', additionalProperties: false }, 'Record<string, never>'],
    ['anything', {}, 'unknown'],
    ['a pair', { type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }] }, '[number, string]'],
    [
      'an object whose fields may be left out',
      { type: 'object', required: ['id'], properties: { id: { type: 'string' }, 'chart-number': { type: 'string' } } },
      "{ id: string; 'chart-number'?: string; }",
    ],
  ])('say %s', (_name, schema, type) => {
    expect(schemaOf(schema)).toBe(type);
  });

  const document = {
    paths: {
      '/api/clinics/{clinicId}/rooms': {
        parameters: [{ $ref: '#/components/parameters/Clinic' }],
        get: {
          summary: 'The rooms of a clinic',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer' } },
            { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } },
          ],
          responses: { '200': { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Room' } } } } } },
        },
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Room' } } } },
          responses: { '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Room' } } } }, '204': {}, default: { content: { 'application/problem+json': { schema: {} } } } },
        },
      },
      '/api/search': { get: { parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }], responses: { '200': {} } } },
      '/api/files': {
        post: {
          requestBody: {
            required: true,
            content: { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string' } } } } },
          },
          responses: { '202': {} },
        },
      },
    },
    components: {
      parameters: { Clinic: { name: 'clinicId', in: 'path', required: true, schema: { type: 'string' } } },
      schemas: { Room: { type: 'object', required: ['name'], properties: { name: { type: 'string', description: 'What people call it' } } } },
    },
  };
  const text = tight(renderClientTypes(document));

  it('ask for what stands in the address, and leave the rest to choose', () => {
    expect(text).toContain('parameters: { query?: { limit?: number; };');
    expect(text).toContain('path: { clinicId: string; };');
    expect(text).toContain('query: { q: string; };');
  });

  it('ask for what stands in the address even where the description forgot it', () => {
    const forgetful = tight(renderClientTypes({ paths: { '/api/rooms/{roomId}/hours': { get: { responses: { '200': {} } } } } }));
    expect(forgetful).toContain('path: { roomId: string; };');
  });

  it('never ask a screen for a header, which the client sets by itself', () => {
    expect(text).toContain("header?: { 'Idempotency-Key'?: string; };");
  });

  it('give every status its own answer, and none where there is no body', () => {
    expect(text).toContain("201: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Room'] } };");
    expect(text).toContain('204: { headers: { [name: string]: unknown }; content?: never };');
    expect(text).toContain("'default': {");
  });

  it('take a file as a blob where a form is sent', () => {
    expect(text).toContain("requestBody: { content: { 'multipart/form-data': { file: Blob; note?: string; } } };");
  });

  it('carry the words of the description, and mark what a path does not do', () => {
    expect(text).toContain('/** What people call it */ name: string;');
    expect(text).toContain('/** The rooms of a clinic */ get: {');
    expect(text).toContain('delete?: never;');
  });

  it('are the same text for the same routes in any order', () => {
    const turned = { ...document, paths: Object.fromEntries(Object.entries(document.paths).reverse()) };
    expect(renderClientTypes(turned)).toBe(renderClientTypes(document));
  });

  it('refuse a reference that leads nowhere', () => {
    expect(() => renderClientTypes({ paths: { '/x': { get: { parameters: [{ $ref: '#/components/parameters/Gone' }] } } } })).toThrow('leads nowhere');
  });
});
