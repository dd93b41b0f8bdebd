const words = (text: string): string[] => text.toLowerCase().split(/[\s-]+/).filter(Boolean);

/** Whether every typed word begins some word of the text. A hyphen parts words, typed or not: `check-in` and `check in` find the same. */
export function matches(text: string, query: string): boolean {
  const there = words(text);
  return words(query).every((typed) => there.some((word) => word.startsWith(typed)));
}
