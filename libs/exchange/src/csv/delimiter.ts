/** Characters that may part the cells of a row. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Which character parts the cells, and whether the rows leave room for doubt. */
export interface DelimiterFinding {
  readonly delimiter: Delimiter;
  readonly confident: boolean;
  readonly why: string;
}

const NAMES: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/**
 * Finds the delimiter from the beginning of a file: the one that parts the most rows into the same number of cells as the
 * header. Delimiters and line breaks within quotes do not count. A first line `sep=;`, as Excel writes it, decides.
 */
export function detectDelimiter(text: string): DelimiterFinding {
  const told = /^\uFEFF?"?sep=([,;\t|])"?\r?\n/i.exec(text);
  if (told) return { delimiter: told[1] as Delimiter, confident: true, why: 'The first line of the file says so.' };
  const candidates = DELIMITERS.map((delimiter) => ({ delimiter, ...fit(cellCounts(text, delimiter)) }))
    .filter(({ cells }) => cells > 1)
    .sort((a, b) => b.agreement - a.agreement || b.cells - a.cells);
  const [best, second] = candidates;
  if (!best) return { delimiter: ',', confident: true, why: 'The file has one column.' };
  const rival = second && second.agreement >= best.agreement && second.cells === best.cells;
  return {
    delimiter: best.delimiter,
    confident: best.agreement >= 0.9 && !rival,
    why: `${Math.round(best.agreement * 100)} % of the first rows have ${best.cells} cells parted by a ${NAMES[best.delimiter]}.`,
  };
}

/** How many cells each row has under a delimiter; the last row is left out when the text may end in its middle. */
function cellCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let rowStart = 0;
  let cellStart = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '"') quoted = false;
    } else if (char === '"' && (at === cellStart || text[at - 1] === '"')) quoted = true;
    else if (char === delimiter) {
      cells++;
      cellStart = at + 1;
    } else if (char === '\n' || char === '\r') {
      if (at > rowStart) counts.push(cells);
      cells = 1;
      rowStart = at + 1;
      cellStart = at + 1;
    }
  }
  if (counts.length === 0 && text.length > 0) counts.push(cells);
  return counts;
}

/** The cells of the header, and the share of rows that have as many. */
function fit(counts: readonly number[]): { cells: number; agreement: number } {
  const cells = counts[0] ?? 1;
  return { cells, agreement: counts.length === 0 ? 0 : counts.filter((count) => count === cells).length / counts.length };
}
