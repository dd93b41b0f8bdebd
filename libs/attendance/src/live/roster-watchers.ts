import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Logger, Signals, type EventStream } from '#platform';
import { RosterVersionsQuery, eventIdOf, type RosterVersions } from './roster-versions.query.js';

export const ROSTER_SIGNAL = 'roster';

/** Everybody in this process who watches one roster. */
interface Watched {
  clinicId: string;
  sessionId: string;
  streams: Set<EventStream>;
  /** The versions are being read; whether something has changed since that began. */
  reading: boolean;
  again: boolean;
}

/**
 * Tells those who watch a roster that it has changed. The versions are read once for all of them, one reading at a time:
 * a burst of marks is two readings, not twenty.
 */
@Injectable()
export class RosterWatchers implements OnModuleInit {
  private readonly rosters = new Map<string, Watched>();

  constructor(
    private readonly signals: Signals,
    private readonly versions: RosterVersionsQuery,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.signals.on(ROSTER_SIGNAL, {
      heard: (sessionId) => void this.tell(sessionId),
      // What happened while nothing was heard is told now.
      connected: () => {
        for (const sessionId of this.rosters.keys()) void this.tell(sessionId);
      },
    });
  }

  /** Lets a stream watch a roster until it is over, and tells it what the roster is at unless it knows. */
  watch(clinicId: string, now: RosterVersions, stream: EventStream): void {
    const { sessionId } = now;
    const watched = this.rosters.get(sessionId) ?? { clinicId, sessionId, streams: new Set(), reading: false, again: false };
    this.rosters.set(sessionId, watched);
    watched.streams.add(stream);
    stream.whenClosed(() => {
      watched.streams.delete(stream);
      if (watched.streams.size === 0 && this.rosters.get(sessionId) === watched) this.rosters.delete(sessionId);
    });
    if (stream.lastEventId !== eventIdOf(now)) stream.send('roster', now, eventIdOf(now));
    // A mark between the reading and this moment was heard by nobody here.
    void this.tell(sessionId, eventIdOf(now));
  }

  /** How many rosters are watched in this process. */
  get watched(): number {
    return this.rosters.size;
  }

  private async tell(sessionId: string, known?: string): Promise<void> {
    const watched = this.rosters.get(sessionId);
    if (!watched) return;
    if (watched.reading) {
      watched.again = true;
      return;
    }
    watched.reading = true;
    try {
      do {
        watched.again = false;
        const now = await this.versions.run(watched.clinicId, sessionId);
        if (now && eventIdOf(now) !== known) for (const stream of watched.streams) stream.send('roster', now, eventIdOf(now));
        known = undefined;
      } while (watched.again && watched.streams.size > 0);
    } catch (thrown) {
      this.logger.failure('a roster’s watchers were not told', thrown);
    } finally {
      watched.reading = false;
    }
  }
}
