/**
 * How alike two words are: 1 less the share of letters to insert, drop, change or swap with a neighbour to make one into
 * the other (Damerau-Levenshtein distance, restricted, over the longer word's length).
 */
export function wordsAlike(a: string, b: string): number {
  if (a === b) return 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, (previous[j - 1] as number) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] as number) + 1);
      row.push(least);
    }
    before = previous;
    previous = row;
  }
  return 1 - (previous[b.length] as number) / Math.max(a.length, b.length);
}
