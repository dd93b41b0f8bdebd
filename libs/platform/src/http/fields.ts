import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isId } from '../ids.js';
import { isClinicDay, isWallTime } from '../time/clinic-time.js';

/** What every field can say of itself. */
export interface FieldOptions {
  /** May be left out. */
  optional?: boolean;
  /** May be null. */
  nullable?: boolean;
  /** One line for the API description. */
  description?: string;
  example?: unknown;
}

type Constructor = new () => object;

function field(options: FieldOptions, api: ApiPropertyOptions, ...rules: PropertyDecorator[]): PropertyDecorator {
  const described = {
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
    ...(options.description ? { description: options.description } : {}),
    ...(options.example === undefined ? {} : { example: options.example }),
    ...api,
  } as ApiPropertyOptions;
  const decorators: PropertyDecorator[] = [ApiProperty(described), ...rules];
  if (options.optional || options.nullable) {
    decorators.push(
      ValidateIf(
        (_owner, value) => !((options.optional && value === undefined) || (options.nullable && value === null)),
      ),
    );
  }
  return applyDecorators(...decorators);
}

function rule(name: string, message: string, test: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: test, defaultMessage: () => message } });
}

/** What PostgreSQL cannot store as text (NUL) or UTF-8 cannot carry (lone surrogates), and control characters nobody types. */
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether a text can be kept as it is. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

const storable = (): PropertyDecorator =>
  rule('storable', 'holds characters that cannot be kept', (v) => typeof v === 'string' && isStorable(v));

const trimmed = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? value.trim() : value), { toClassOnly: true });

/** Text. Trimmed; at most `max` characters (200 unless said); not empty unless `min: 0`. */
export function Text(
  options: FieldOptions & { max?: number; min?: number; pattern?: RegExp; patternMessage?: string } = {},
): PropertyDecorator {
  const max = options.max ?? 200;
  const min = options.min ?? 1;
  const rules = [
    trimmed(),
    IsString({ message: 'must be text' }),
    MaxLength(max, { message: `must be at most ${max} characters` }),
    ...(min > 0 ? [MinLength(min, { message: min === 1 ? 'must not be empty' : `must be at least ${min} characters` })] : []),
    storable(),
    ...(options.pattern ? [Matches(options.pattern, { message: options.patternMessage ?? 'has the wrong form' })] : []),
  ];
  return field(options, { type: String, maxLength: max, ...(min > 0 ? { minLength: min } : {}) }, ...rules);
}

/** A secret: text that is not trimmed. */
export function Secret(options: FieldOptions & { max?: number; min?: number } = {}): PropertyDecorator {
  const max = options.max ?? 200;
  return field(
    options,
    { type: String, format: 'password', maxLength: max },
    IsString({ message: 'must be text' }),
    MaxLength(max, { message: `must be at most ${max} characters` }),
    MinLength(options.min ?? 1, { message: options.min ? `must be at least ${options.min} characters` : 'must not be empty' }),
    storable(),
  );
}

/** An e-mail address, kept in lower case. */
export function Email(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'email', maxLength: 254 },
    Transform(({ value }) => (typeof value === 'string' ? value.trim().toLowerCase() : value), { toClassOnly: true }),
    IsString({ message: 'must be an e-mail address' }),
    MaxLength(254, { message: 'must be at most 254 characters' }),
    Matches(/^[^\s@"<>()\\,;:]+@[^\s@"<>()\\,;:]+\.[^\s@"<>()\\,;:.]+$/, { message: 'must be an e-mail address' }),
    storable(),
  );
}

/** The id of something. */
export function Uuid(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'uuid' }, rule('uuid', 'must be an id', isId));
}

/** A clinic day, YYYY-MM-DD, that exists in the calendar. */
export function Day(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'date' },
    rule('day', 'must be a date, YYYY-MM-DD', (v) => typeof v === 'string' && isClinicDay(v) && v >= '1850-01-01' && v <= '2200-12-31'),
  );
}

/** A wall time, HH:MM, of a 24-hour clock. */
export function WallTimeField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', example: '17:30' },
    rule('wallTime', 'must be a time, HH:MM', (v) => typeof v === 'string' && isWallTime(v)),
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text is an ISO 8601 instant with an offset, of a day that exists, in a year a clinic can mean. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !INSTANT.test(value) || !isClinicDay(value.slice(0, 10))) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && time > Date.UTC(1850, 0, 1) && time < Date.UTC(2200, 0, 1);
}

/** An instant: ISO 8601 with an offset. Stays text in the DTO; `new Date(text)` where it is used. */
export function Instant(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'date-time' },
    rule('instant', 'must be a date and time with an offset, like 2026-03-02T17:30:00-05:00', isInstant),
  );
}

/** A whole number within bounds (0 to 2,147,483,647 unless said). `query: true` reads it from a query string. */
export function Int(options: FieldOptions & { min?: number; max?: number; query?: boolean } = {}): PropertyDecorator {
  const min = options.min ?? 0;
  const max = options.max ?? 2_147_483_647;
  return field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    ...(options.query ? [numberFromQuery()] : []),
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  );
}

/** A number within bounds. */
export function Num(options: FieldOptions & { min?: number; max?: number; query?: boolean } = {}): PropertyDecorator {
  const min = options.min ?? -1e12;
  const max = options.max ?? 1e12;
  return field(
    options,
    { type: 'number', minimum: min, maximum: max },
    ...(options.query ? [numberFromQuery()] : []),
    IsNumber({ allowInfinity: false, allowNaN: false }, { message: 'must be a number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  );
}

function numberFromQuery(): PropertyDecorator {
  return Transform(
    ({ value }) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value),
    { toClassOnly: true },
  );
}

/** Yes or no. `query: true` reads `true`/`false` from a query string. */
export function Bool(options: FieldOptions & { query?: boolean } = {}): PropertyDecorator {
  return field(
    options,
    { type: Boolean },
    ...(options.query
      ? [Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value), { toClassOnly: true })]
      : []),
    IsBoolean({ message: 'must be true or false' }),
  );
}

/** One of a closed list of words. `name` gives the list a name in the API description. */
export function OneOf(values: readonly string[], options: FieldOptions & { name?: string } = {}): PropertyDecorator {
  return field(
    options,
    { enum: [...values], ...(options.name ? { enumName: options.name } : {}) } as ApiPropertyOptions,
    IsIn(values as string[], { message: `must be one of: ${values.join(', ')}` }),
  );
}

/** Several words of a closed list. */
export function SomeOf(values: readonly string[], options: FieldOptions & { max?: number; min?: number } = {}): PropertyDecorator {
  return field(
    options,
    { enum: [...values], isArray: true } as ApiPropertyOptions,
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(options.max ?? values.length, { message: `must hold at most ${options.max ?? values.length}` }),
    ArrayMinSize(options.min ?? 0, { message: `must hold at least ${options.min ?? 0}` }),
    ArrayUnique({ message: 'must not repeat' }),
    IsIn(values as string[], { each: true, message: `must each be one of: ${values.join(', ')}` }),
  );
}

/** One object of another DTO. */
export function Nested(type: () => Constructor, options: FieldOptions = {}): PropertyDecorator {
  // The description tells a lazy type from a class by the function's name, which must be `type`.
  const api = options.nullable ? { type: () => type(), nullable: true } : { type: () => type() };
  return field(
    options,
    api as ApiPropertyOptions,
    IsObject({ message: 'must be an object' }),
    ValidateNested(),
    Type(type),
  );
}

/** A list of objects of another DTO; at most 200 unless said. */
export function ListOf(type: () => Constructor, options: FieldOptions & { max?: number; min?: number } = {}): PropertyDecorator {
  const max = options.max ?? 200;
  return field(
    options,
    { type: () => type(), isArray: true, maxItems: max } as ApiPropertyOptions,
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(max, { message: `must hold at most ${max}` }),
    ArrayMinSize(options.min ?? 0, { message: `must hold at least ${options.min ?? 0}` }),
    rule('objects', 'must hold objects', (v) => Array.isArray(v) && v.every((x) => typeof x === 'object' && x !== null && !Array.isArray(x))),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** A list of ids without repeats; at most 200 unless said. In a query (`query: true`) one id alone is a list of one. */
export function UuidList(options: FieldOptions & { max?: number; min?: number; query?: boolean } = {}): PropertyDecorator {
  const max = options.max ?? 200;
  return field(
    options,
    { type: String, format: 'uuid', isArray: true, maxItems: max } as ApiPropertyOptions,
    ...(options.query ? [Transform(({ value }) => (typeof value === 'string' ? [value] : value), { toClassOnly: true })] : []),
    IsArray({ message: 'must be a list of ids' }),
    ArrayMaxSize(max, { message: `must hold at most ${max}` }),
    ArrayMinSize(options.min ?? 0, { message: `must hold at least ${options.min ?? 0}` }),
    ArrayUnique({ message: 'must not repeat an id' }),
    rule('uuids', 'must hold ids', (v) => Array.isArray(v) && v.every(isId)),
  );
}

/** A list of texts; at most 200 items of 200 characters unless said. */
export function TextList(options: FieldOptions & { max?: number; maxLength?: number } = {}): PropertyDecorator {
  const max = options.max ?? 200;
  const length = options.maxLength ?? 200;
  return field(
    options,
    { type: String, isArray: true, maxItems: max } as ApiPropertyOptions,
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(max, { message: `must hold at most ${max}` }),
    rule('texts', `must hold texts of at most ${length} characters`, (v) =>
      Array.isArray(v) && v.every((x) => typeof x === 'string' && x.length <= length && isStorable(x)),
    ),
  );
}

/** A list of clinic days. */
export function DayList(options: FieldOptions & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 400;
  return field(
    options,
    { type: String, format: 'date', isArray: true, maxItems: max } as ApiPropertyOptions,
    IsArray({ message: 'must be a list of dates' }),
    ArrayMaxSize(max, { message: `must hold at most ${max}` }),
    rule('days', 'must hold dates, YYYY-MM-DD', (v) => Array.isArray(v) && v.every((x) => typeof x === 'string' && isClinicDay(x))),
  );
}

function storableDeep(value: unknown, depth: number): boolean {
  if (depth > 20) return false;
  if (typeof value === 'string') return isStorable(value);
  if (Array.isArray(value)) return value.every((x) => storableDeep(x, depth + 1));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([k, v]) => isStorable(k) && storableDeep(v, depth + 1));
  }
  return true;
}

/** A free JSON object (a mapping, saved settings); at most `max` bytes of JSON (20,000 unless said). */
export function Json(options: FieldOptions & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 20_000;
  return field(
    options,
    { type: 'object', additionalProperties: true } as ApiPropertyOptions,
    IsObject({ message: 'must be an object' }),
    rule('json', 'is too large or holds characters that cannot be kept', (v) => JSON.stringify(v ?? null).length <= max && storableDeep(v, 0)),
  );
}
