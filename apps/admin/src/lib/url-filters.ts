import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

/** How one filter is written in the address. `parse` answers undefined for text it does not know. */
export interface FilterField<Value> {
  parse: (text: string) => Value | undefined;
  print: (value: Value) => string | undefined;
  fallback: Value;
  /** Kept in the history entry instead of the address: survives back and reload, shows nowhere. */
  hidden: boolean;
}

/** Free text without personal data. For anything that may be a person's name use {@link privateText}. */
export function text(fallback = ''): FilterField<string> {
  return { parse: (value) => value, print: (value) => value || undefined, fallback, hidden: false };
}

/** Text that may name a person: it never appears in the address, yet survives back, forward and reload. */
export function privateText(): FilterField<string> {
  return { ...text(), hidden: true };
}

/** One of a closed list. */
export function oneOf<const Option extends string>(options: readonly Option[], fallback: Option): FilterField<Option> {
  return {
    parse: (value) => options.find((option) => option === value),
    print: (value) => (value === fallback ? undefined : value),
    fallback,
    hidden: false,
  };
}

/** One of a closed list, or none. */
export function maybeOneOf<const Option extends string>(options: readonly Option[]): FilterField<Option | null> {
  return {
    parse: (value) => options.find((option) => option === value),
    print: (value) => value ?? undefined,
    fallback: null,
    hidden: false,
  };
}

/** Several of a closed list, written `a.b.c`. */
export function someOf<const Option extends string>(options: readonly Option[]): FilterField<Option[]> {
  return {
    parse: (value) => options.filter((option) => value.split('.').includes(option)),
    print: (value) => (value.length > 0 ? value.join('.') : undefined),
    fallback: [],
    hidden: false,
  };
}

function isDay(value: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value;
}

/** A clinic day, or none. */
export function day(fallback: string | null = null): FilterField<string | null> {
  return {
    parse: (value) => (isDay(value) ? value : undefined),
    print: (value) => (value === fallback ? undefined : (value ?? undefined)),
    fallback,
    hidden: false,
  };
}

/** An id, or none. */
export function id(): FilterField<string | null> {
  return {
    parse: (value) => (/^[0-9a-f-]{36}$/i.test(value) ? value : undefined),
    print: (value) => value ?? undefined,
    fallback: null,
    hidden: false,
  };
}

/** Several ids, written `a.b.c`; at most so many. */
export function ids(most: number): FilterField<string[]> {
  return {
    parse: (value) => [...new Set(value.split('.').filter((one) => /^[0-9a-f-]{36}$/i.test(one)))].slice(0, most),
    print: (value) => (value.length > 0 ? value.join('.') : undefined),
    fallback: [],
    hidden: false,
  };
}

/** Yes or no, no unless set. */
export function flag(): FilterField<boolean> {
  return { parse: (value) => value === '1', print: (value) => (value ? '1' : undefined), fallback: false, hidden: false };
}

type AnyFields = { [key: string]: { parse: (text: string) => unknown; fallback: unknown; hidden: boolean } };
export type FilterValues<Fields extends AnyFields> = { [Key in keyof Fields]: Fields[Key]['fallback'] };

export interface UrlFilters<Fields extends AnyFields> {
  values: FilterValues<Fields>;
  /** Changes some filters; the step replaces the current one, so Back leaves the screen. */
  set: (changes: Partial<FilterValues<Fields>>) => void;
  /** Back to what the screen opens with; `sort` and `view` stay as they are, and so do names given. */
  reset: (except?: (keyof Fields)[]) => void;
  /** Whether a filter differs from what the screen opens with. */
  isSet: (key: keyof Fields) => boolean;
  /** Whether any filter does; how rows are ordered or shown (`sort`, `view`) is no filter. */
  isAnySet: boolean;
}

/** The filters of a screen, kept in its address. Declare `fields` outside the component. */
export function useUrlFilters<Fields extends AnyFields>(fields: Fields): UrlFilters<Fields> {
  const location = useLocation();
  const navigate = useNavigate();
  const search = location.search as Record<string, unknown>;
  const state = location.state as unknown as Record<string, unknown>;
  const hidden = state['filters'] as Record<string, unknown> | undefined;

  const values = useMemo(() => {
    const read = Object.entries(fields).map(([key, field]) => {
      const raw = field.hidden ? hidden?.[key] : search[key];
      const parsed = typeof raw === 'string' ? field.parse(raw) : undefined;
      return [key, parsed === undefined ? field.fallback : parsed];
    });
    return Object.fromEntries(read) as FilterValues<Fields>;
  }, [fields, search, hidden]);

  const write = useCallback(
    (next: FilterValues<Fields>) => {
      const inUrl: Record<string, unknown> = { ...search };
      const inHistory: Record<string, string> = {};
      for (const [key, field] of Object.entries(fields)) {
        const print = (field as unknown as FilterField<unknown>).print;
        const printed = print(next[key as keyof Fields]);
        if (field.hidden) {
          if (printed !== undefined) inHistory[key] = printed;
        } else if (printed === undefined) delete inUrl[key];
        else inUrl[key] = printed;
      }
      void navigate({
        to: '.',
        search: inUrl as never,
        state: ((previous: object) => ({ ...previous, filters: inHistory })) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [fields, navigate, search],
  );

  const isSet = (key: keyof Fields) => JSON.stringify(values[key]) !== JSON.stringify(fields[key]?.fallback);

  return {
    values,
    set: (changes) => write({ ...values, ...changes }),
    reset: (except = []) => {
      const fresh = Object.entries(fields).map(([key, field]) => [key, except.includes(key) || ['sort', 'view'].includes(key) ? values[key] : field.fallback]);
      write(Object.fromEntries(fresh) as FilterValues<Fields>);
    },
    isSet,
    isAnySet: Object.keys(fields).some((key) => !['sort', 'view'].includes(key) && isSet(key)),
  };
}
