/** A row's claim on somebody's or something's time. */
export interface Claim {
  /** The row that claims it. */
  row: number;
  kind: 'staff' | 'room' | 'client';
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/** A row refused because an earlier row of the same file holds the time. */
export interface Clash {
  row: number;
  kind: Claim['kind'];
  id: string;
  /** The row that came first. */
  heldBy: number;
}

interface Held {
  start: number;
  end: number;
  row: number;
}

/**
 * Settles claims among the rows of one file: in the order of the file, a row is taken when nothing it claims overlaps what
 * an earlier taken row holds; touching ends are no overlap. A refused row holds nothing.
 * @param claims in row order; all claims of a row side by side.
 * @returns what the refused rows ran into first.
 */
export function firstCome(claims: readonly Claim[]): Clash[] {
  const held = new Map<string, Held[]>();
  const clashes: Clash[] = [];
  for (let at = 0; at < claims.length; ) {
    const { row } = claims[at] as Claim;
    let end = at;
    while (end < claims.length && claims[end]?.row === row) end++;
    const own = claims.slice(at, end);
    const clash = own.map((claim) => clashOf(claim, held)).find((one) => one !== undefined);
    if (clash) clashes.push(clash);
    else for (const claim of own) hold(claim, held);
    at = end;
  }
  return clashes;
}

const keyOf = (claim: Claim): string => `${claim.kind} ${claim.id}`;

/** Where a start belongs among what is held, which never overlaps and is sorted. */
function placeOf(times: readonly Held[], start: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as Held).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clashOf(claim: Claim, held: ReadonlyMap<string, Held[]>): Clash | undefined {
  const times = held.get(keyOf(claim)) ?? [];
  const at = placeOf(times, claim.startsAt.getTime());
  const [before, after] = [times[at - 1], times[at]];
  const other = before && before.end > claim.startsAt.getTime() ? before : after && after.start < claim.endsAt.getTime() ? after : undefined;
  return other && { row: claim.row, kind: claim.kind, id: claim.id, heldBy: other.row };
}

function hold(claim: Claim, held: Map<string, Held[]>): void {
  const times = held.get(keyOf(claim)) ?? [];
  held.set(keyOf(claim), times);
  const start = claim.startsAt.getTime();
  times.splice(placeOf(times, start), 0, { start, end: claim.endsAt.getTime(), row: claim.row });
}
