import { useForm } from '@mantine/form';
import type { UseFormInput, UseFormReturnType } from '@mantine/form';
import { useRef, useState } from 'react';
import { newKey } from '../lib/api/http';
import { asProblem, fieldOfPointer, sentence } from '../lib/api/problem';
import type { Problem, ProblemError } from '../lib/api/problem';

/** What a save needs besides the values. */
export interface SaveContext {
  /** The version the person started from; send it with the change. */
  version: number | undefined;
  /** Same for every try of the same save: `headers: idempotent(key)`. */
  idempotencyKey: string;
}

export interface RecordFormOptions<Values extends object> {
  initialValues: Values;
  /** The version of the record that is edited; left out when one is made. */
  version?: number;
  /** Only what saves a trip to the server; the server is the judge. */
  validate?: UseFormInput<Values>['validate'];
  save: (values: Values, context: SaveContext) => Promise<unknown>;
  /** Reads the record again after somebody else changed it; without it a stale edit can only be closed. */
  latest?: () => Promise<{ values: Values; version: number }>;
  onSaved?: () => void;
}

export interface RecordForm<Values extends object> {
  form: UseFormReturnType<Values>;
  submit: () => Promise<boolean>;
  isSaving: boolean;
  isDirty: boolean;
  /** The refusal of the last save, and its parts that belong to no field on screen. */
  problem: Problem | null;
  unplaced: readonly ProblemError[];
  /** Somebody else saved meanwhile: what they changed, by field. */
  stale: { fields: string[] } | null;
  reloadTheirs: () => Promise<void>;
  keepMine: () => Promise<boolean>;
  reset: (values: Values, version?: number) => void;
}

/** A form over one record: saving, a problem's pointers on the fields, and edits that crossed somebody else's. */
export function useRecordForm<Values extends object>(options: RecordFormOptions<Values>): RecordForm<Values> {
  const form = useForm<Values>({
    initialValues: options.initialValues,
    ...(options.validate ? { validate: options.validate } : {}),
  }) as UseFormReturnType<Values>;
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [unplaced, setUnplaced] = useState<readonly ProblemError[]>([]);
  const [stale, setStale] = useState<{ fields: string[]; values: Values; version: number } | null>(null);
  const version = useRef(options.version);
  const key = useRef(newKey());

  const clear = () => {
    setProblem(null);
    setUnplaced([]);
    setStale(null);
  };

  const place = (refusal: Problem) => {
    const rest: ProblemError[] = [];
    const errors: Record<string, string> = {};
    for (const error of refusal.errors) {
      const field = fieldOfPointer(error.pointer);
      if (field !== '' && inputOf(form, field)) errors[field] = sentence(error.detail);
      else rest.push(error);
    }
    form.setErrors(errors);
    setUnplaced(rest);
    setProblem(refusal);
    const first = Object.keys(errors)[0];
    if (first) inputOf(form, first)?.focus();
  };

  const save = async (values: Values): Promise<boolean> => {
    setSaving(true);
    clear();
    try {
      await options.save(values, { version: version.current, idempotencyKey: key.current });
      key.current = newKey();
      form.resetDirty(values);
      options.onSaved?.();
      return true;
    } catch (error) {
      const refusal = asProblem(error);
      // Without an answer the save may have happened: the next try keeps its key. An answer ends the attempt.
      if (!refusal.isOffline && refusal.status < 500) key.current = newKey();
      if (refusal.code === 'stale-edit' && options.latest) {
        try {
          const theirs = await options.latest();
          setStale({ ...theirs, fields: changedFields(form, form.getInitialValues(), theirs.values) });
        } catch (failure) {
          place(asProblem(failure));
        }
      } else place(refusal);
      return false;
    } finally {
      setSaving(false);
    }
  };

  const submit = async (): Promise<boolean> => {
    if (isSaving) return false;
    const checked = await form.validate();
    if (!checked.hasErrors) return save(form.getValues());
    const first = Object.keys(checked.errors)[0];
    if (first) inputOf(form, first)?.focus();
    return false;
  };

  const reset = (values: Values, next?: number) => {
    version.current = next;
    key.current = newKey();
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
    clear();
  };

  return {
    form,
    submit,
    isSaving,
    isDirty: form.isDirty(),
    problem,
    unplaced,
    stale,
    reset,
    reloadTheirs: async () => {
      if (stale) reset(stale.values, stale.version);
    },
    keepMine: async () => {
      if (!stale) return false;
      version.current = stale.version;
      return save(form.getValues());
    },
  };
}

function inputOf<Values extends object>(form: UseFormReturnType<Values>, field: string): HTMLElement | null {
  return form.getInputNode<HTMLElement, never>(field as never);
}

/** The labels of the fields that differ between two states of a record. */
function changedFields<Values extends object>(form: UseFormReturnType<Values>, before: Values, after: Values): string[] {
  return (Object.keys(after) as (keyof Values & string)[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => {
      const input = inputOf(form, field);
      const label = input?.id ? document.querySelector(`label[for="${CSS.escape(input.id)}"]`) : null;
      return label?.textContent?.replace('*', '').trim() || field.replace(/([A-Z])/g, ' $1').toLowerCase();
    });
}
