import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RequestBudget, tooManyRequests } from '#identity';
import { Clock, Database, addDays, clinicDayOf, isId, notFound } from '#platform';
import { CALENDAR_TAIL, calendarEntry, calendarHead } from './feed-calendar.js';
import { FeedEntriesQuery, type FeedLane } from './feed-entries.query.js';
import { FEED_DAYS_AHEAD, FEED_DAYS_BACK, ownerMayRead } from './feed-rules.js';
import { isFeedSecret, secretInFile } from './feed-secret.js';
import { FindFeedQuery, type FoundFeed } from './find-feed.query.js';

/** Readings of one feed within ten seconds: several devices that wake at once, and nobody who asks in a loop. */
const READINGS = 20;
/** "Last read" is true to the minute, so that readers that ask often do not write each time. */
const READ_NOTED_MS = 60_000;
/** Another form of the same entries is another file too. */
const FORM = 1;

/** A feed as it is served. */
export interface ServedFeed {
  etag: string;
  /** The file in pieces, read as they are sent. */
  pieces: () => AsyncGenerator<string>;
}

/**
 * Reads a feed for whoever shows its address. Whatever is not right about it, the answer is that there is nothing here:
 * a secret that is wrong or was replaced, a feed that was revoked, an owner whose account, clinic or role is gone.
 */
@Injectable()
export class ServeFeed {
  private readonly budget: RequestBudget;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly find: FindFeedQuery,
    private readonly entries: FeedEntriesQuery,
  ) {
    this.budget = new RequestBudget(READINGS, () => this.clock.now().getTime());
  }

  /** @throws DomainError 404; 429 for a feed that is asked for again and again. */
  async run(feedId: string, file: string): Promise<ServedFeed> {
    const secret = secretInFile(file);
    const feed = secret !== undefined && isId(feedId) ? await this.find.run(feedId) : undefined;
    if (!feed || secret === undefined || !isFeedSecret(secret, feed.secretHash) || !ownerMayRead(feed.scope, feed)) throw notFound('feed');
    // Only who has the secret spends of it, so that nobody else can starve a feed.
    const wait = this.budget.take(feed.id);
    if (wait > 0) throw tooManyRequests(wait);
    await this.noteReading(feed);
    const lane = this.laneOf(feed);
    const etag = createHash('sha256')
      .update([FORM, feed.id, feed.titles, await this.entries.fingerprint(lane)].join(' '))
      .digest('base64url');
    return { etag: `W/"${etag}"`, pieces: () => this.pieces(feed, lane) };
  }

  private async *pieces(feed: FoundFeed, lane: FeedLane): AsyncGenerator<string> {
    yield calendarHead(feed.scope);
    for await (const page of this.entries.pages(lane)) yield page.map((entry) => calendarEntry(entry, feed.titles)).join('');
    yield CALENDAR_TAIL;
  }

  private laneOf(feed: FoundFeed): FeedLane {
    const today = clinicDayOf(this.clock.now(), feed.timeZone);
    return {
      clinicId: feed.clinicId,
      from: addDays(today, -FEED_DAYS_BACK),
      to: addDays(today, FEED_DAYS_AHEAD),
      staffId: feed.scope === 'own' ? feed.staffId : null,
      groupId: feed.groupId,
      roomId: feed.roomId,
    };
  }

  private async noteReading(feed: FoundFeed): Promise<void> {
    const now = this.clock.now();
    if (feed.lastReadAt !== null && now.getTime() - feed.lastReadAt.getTime() < READ_NOTED_MS) return;
    await this.database.writeOnce('update exchange.calendar_feed set last_read_at = $2 where id = $1 and (last_read_at is null or last_read_at < $2)', [feed.id, now]);
  }
}
