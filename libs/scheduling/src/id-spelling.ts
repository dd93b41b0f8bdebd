/** Ids as the database spells them. */
export function lower<T extends object, K extends keyof T>(body: T, ...names: K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, typeof body[name] === 'string' ? (body[name] as string).toLowerCase() : body[name]])) as Pick<T, K>;
}

/** Lists of ids as the database spells them, each once. */
export function lists<T extends object, K extends keyof T>(body: T, ...names: K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => Array.isArray(body[name])).map((name) => [name, unique(body[name] as string[])])) as Pick<T, K>;
}

/** Ids as the database spells them, each once. */
export function unique(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
