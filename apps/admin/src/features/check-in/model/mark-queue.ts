import type { Mark, StandingPlace } from '../api/attendance';

/** What is wanted of one place. */
export interface Wanted {
  participationId: string;
  status: Mark['status'];
  arrivedAt: string | null;
  departedAt: string | null;
  reason: string | null;
}

/** A mark the server has not answered yet. */
export interface PendingMark extends Wanted {
  /** The version of the place it was made on. */
  version: number;
  force: boolean;
}

/** Somebody else was first: what they marked, and what was wanted here. */
export interface Conflict {
  wanted: Wanted;
  theirs: Pick<StandingPlace, 'status' | 'recordedAt' | 'recordedBy' | 'version'>;
}

/** What a refusal looks like to the queue. */
export interface Refusal {
  /** The request got no answer, or the server could not answer now: worth sending again as it is. */
  again: boolean;
  /** Places somebody else marked meanwhile. */
  stale: ({ participationId: string } & Conflict['theirs'])[];
  /** What is wrong, by the place's number in the request. */
  problems: { at: number; detail: string }[];
  /** What to say when neither helps. */
  title: string;
}

export interface QueueState {
  /** By place: shown as if it were saved. */
  pending: ReadonlyMap<string, PendingMark>;
  conflicts: ReadonlyMap<string, Conflict>;
  /** By place: why the last mark was not taken. */
  refused: ReadonlyMap<string, string>;
  /** Sent several times without an answer: the connection is gone. */
  offline: boolean;
}

export interface QueueNeeds {
  send: (marks: Mark[], options: { key: string; force: boolean }) => Promise<StandingPlace[]>;
  refusalOf: (error: unknown) => Refusal;
  newKey: () => string;
  /** Calls back later; answers the way to call it off. */
  later: (run: () => void, ms: number) => () => void;
  /** What was saved, for the roster on screen. */
  saved: (places: StandingPlace[]) => void;
}

interface Batch {
  key: string;
  force: boolean;
  marks: PendingMark[];
}

const PAUSES_MS = [500, 1000, 2000, 5000, 10_000];

/**
 * Marks made faster than the network takes them. A mark shows at once and waits here: one request is under way at a
 * time, what gathers behind it goes together in the next. A request without an answer is sent again under the same key,
 * so nothing is marked twice. A place somebody else marked first is set aside with what they marked; the rest goes on.
 */
export class MarkQueue {
  private waiting: PendingMark[] = [];
  private batch: Batch | null = null;
  private attempts = 0;
  private conflicts = new Map<string, Conflict>();
  private refused = new Map<string, string>();
  private callOff: (() => void) | null = null;
  private state: QueueState = { pending: new Map(), conflicts: new Map(), refused: new Map(), offline: false };
  private readonly listeners = new Set<() => void>();

  constructor(private readonly needs: QueueNeeds) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): QueueState => this.state;

  /** Marks places, seen at these versions. A newer mark of a place replaces one that still waits. */
  mark(wanted: (Wanted & { version: number })[], force = false): void {
    for (const one of wanted) {
      const before = this.waiting.find((other) => other.participationId === one.participationId);
      this.waiting = this.waiting.filter((other) => other !== before);
      // One's own mark that still waits, or is under way, is no other's: its place's version follows when it is answered.
      this.waiting.push({ ...one, version: before?.version ?? one.version, force: force || (before?.force ?? false) });
      this.conflicts.delete(one.participationId);
      this.refused.delete(one.participationId);
    }
    this.publish();
    this.next();
  }

  /** Lets the other's mark stand. */
  letStand(participationId: string): void {
    this.conflicts.delete(participationId);
    this.refused.delete(participationId);
    this.publish();
  }

  /** Sends again at once: the connection came back. */
  wake(): void {
    if (!this.batch || !this.callOff) return;
    this.callOff();
    this.callOff = null;
    void this.transmit();
  }

  /** Whether anything is not saved yet. */
  get busy(): boolean {
    return this.batch !== null || this.waiting.length > 0;
  }

  private next(): void {
    if (this.batch || this.waiting.length === 0) return;
    const force = this.waiting[0]?.force ?? false;
    const together = this.waiting.filter((mark) => mark.force === force);
    this.waiting = this.waiting.filter((mark) => mark.force !== force);
    this.batch = { key: this.needs.newKey(), force, marks: together };
    this.attempts = 0;
    void this.transmit();
  }

  private async transmit(): Promise<void> {
    const batch = this.batch;
    if (!batch) return;
    const { key, force } = batch;
    try {
      const places = await this.needs.send(batch.marks.map(bodyOf), { key, force });
      for (const place of places) this.followVersion(place);
      this.needs.saved(places);
      this.finish([]);
    } catch (error) {
      const refusal = this.needs.refusalOf(error);
      if (refusal.again) this.sendLater();
      else this.finish(this.setAside(batch, refusal));
    }
  }

  private sendLater(): void {
    const pause = PAUSES_MS[Math.min(this.attempts, PAUSES_MS.length - 1)] ?? 1000;
    this.attempts += 1;
    this.callOff = this.needs.later(() => {
      this.callOff = null;
      void this.transmit();
    }, pause);
    this.publish();
  }

  /** Takes out what was refused; answers what may be sent again without it. */
  private setAside(batch: Batch, refusal: Refusal): PendingMark[] {
    const stale = new Map(refusal.stale.map((one) => [one.participationId, one]));
    const problems = new Map(refusal.problems.map((one) => [one.at, one.detail]));
    const rest = batch.marks.filter((mark, at) => {
      const theirs = stale.get(mark.participationId);
      if (theirs) this.conflicts.set(mark.participationId, { wanted: mark, theirs });
      const problem = problems.get(at);
      if (problem !== undefined) this.refused.set(mark.participationId, problem);
      return !theirs && problem === undefined;
    });
    if (rest.length < batch.marks.length) return rest;
    for (const mark of rest) this.refused.set(mark.participationId, refusal.title);
    return [];
  }

  private finish(rest: PendingMark[]): void {
    this.batch = null;
    this.attempts = 0;
    const newer = new Set(this.waiting.map((mark) => mark.participationId));
    this.waiting = [...rest.filter((mark) => !newer.has(mark.participationId)), ...this.waiting];
    this.publish();
    this.next();
  }

  private followVersion(place: StandingPlace): void {
    for (const mark of this.waiting) if (mark.participationId === place.participationId) mark.version = place.version;
  }

  private publish(): void {
    const pending = new Map<string, PendingMark>();
    for (const mark of [...(this.batch?.marks ?? []), ...this.waiting]) pending.set(mark.participationId, mark);
    this.state = { pending, conflicts: new Map(this.conflicts), refused: new Map(this.refused), offline: this.attempts > 1 };
    for (const listener of this.listeners) listener();
  }
}

function bodyOf(mark: PendingMark): Mark {
  const { participationId, status, version, arrivedAt, departedAt, reason } = mark;
  return { participationId, status, version, ...(arrivedAt ? { arrivedAt } : {}), ...(departedAt ? { departedAt } : {}), ...(reason ? { reason } : {}) };
}
