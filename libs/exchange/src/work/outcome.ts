import { noCounts, type ImportCounts, type RowProblem, type Tallied } from '../record/import-record.js';
import { RowSet } from './row-set.js';

/** Problems that are listed one by one; beyond them only their number is kept. */
const MOST_LISTED = 10_000;

/** What comes of going through a file: counts, and what is wrong with which row. */
export class Outcome {
  /** Rows gone through. */
  rows = 0;
  readonly problems: RowProblem[] = [];
  private readonly refusedRows = new RowSet();
  private readonly byCode = new Map<string, { code: string; severity: RowProblem['severity']; count: number }>();
  private readonly counted = noCounts();

  /** Notes problems; an error refuses its row. */
  say(problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      if (problem.severity === 'error') this.refusedRows.add(problem.row);
      else this.counted.warnings++;
      const key = `${problem.severity} ${problem.code}`;
      const known = this.byCode.get(key);
      if (known) known.count++;
      else this.byCode.set(key, { code: problem.code, severity: problem.severity, count: 1 });
      if (this.problems.length < MOST_LISTED) this.problems.push(problem);
    }
  }

  tally(what: Tallied, outcome: 'created' | 'updated' | 'unchanged', count = 1): void {
    this.counted.made[what][outcome] += count;
  }

  notTaken(types: ImportCounts['notTaken']): void {
    this.counted.notTaken = types;
  }

  get refused(): number {
    return this.refusedRows.size;
  }

  counts(): ImportCounts {
    const problems = [...this.byCode.values()].sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count);
    return { ...this.counted, rows: this.rows, refused: this.refused, taken: this.rows - this.refused, problems };
  }
}

/** An error of a row. */
export function rowError(row: number, column: string | null, code: string, detail: string): RowProblem {
  return { row, column, severity: 'error', code, detail };
}

/** A warning of a row, which is taken all the same. */
export function rowWarning(row: number, column: string | null, code: string, detail: string): RowProblem {
  return { row, column, severity: 'warning', code, detail };
}
