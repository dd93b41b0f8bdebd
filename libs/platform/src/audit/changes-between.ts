/**
 * What an edit changes, for the audit trail: `{ field: [before, after] }` for every field of `after` that is said and
 * differs. A field left out (undefined) was not touched.
 */
export function changesBetween<T extends object>(before: T, after: { readonly [K in keyof T]?: T[K] | undefined }): Record<string, [unknown, unknown]> {
  const changes: Record<string, [unknown, unknown]> = {};
  for (const [field, value] of Object.entries(after)) {
    const was: unknown = before[field as keyof T];
    if (value !== undefined && JSON.stringify(was ?? null) !== JSON.stringify(value)) changes[field] = [was ?? null, value];
  }
  return changes;
}
