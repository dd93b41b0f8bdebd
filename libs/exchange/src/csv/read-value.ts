/** A cell read as a value, or why it cannot be, as a sentence for the row's error list. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

/** Whether reading a cell gave a problem. */
export function isProblem<T>(read: Read<T>): read is { readonly problem: string } {
  return 'problem' in read;
}

/** What programs write where they mean nothing. Names are not asked this: there are people called Null. */
const NOTHING = new Set(['', 'null', '(null)', '\\n', '#n/a', 'n/a', 'nan', 'none', '-', '--']);

/** Whether a cell stands for nothing: empty, or one of the marks programs write for it. */
export function isBlank(text: string): boolean {
  return NOTHING.has(text.trim().toLowerCase());
}

/** The text without case, accents, punctuation and double spaces: what vocabularies and headers are compared by. */
export function plainWords(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** A cell for a message: in quotes, shortened. */
export function quoted(text: string): string {
  const shown = text.trim();
  return `“${shown.length > 40 ? `${shown.slice(0, 39)}…` : shown}”`;
}
