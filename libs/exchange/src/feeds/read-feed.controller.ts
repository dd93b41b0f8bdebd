import { Readable } from 'node:stream';
import { Controller, Get, Header, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform';
import { ServeFeed } from './serve-feed.service.js';

/** Where calendar programs read a feed: they show its address and nothing else. */
@ApiTags('feeds')
@Controller('feeds')
export class ReadFeedController {
  constructor(private readonly feeds: ServeFeed) {}

  /** The feed of an address, as iCalendar (RFC 5545). */
  @Public()
  @Get(':feedId/:file')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  async read(
    @Param('feedId') feedId: string,
    @Param('file') file: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const feed = await this.feeds.run(feedId, file);
    // For this reader alone, who asks each time whether it is still there: a revoked feed is gone from no cache later than from here.
    void reply.headers({ 'cache-control': 'private, no-cache', etag: feed.etag, 'x-robots-tag': 'noindex' });
    if (isKnown(known, feed.etag)) {
      void reply.status(304);
      return undefined;
    }
    return new StreamableFile(Readable.from(feed.pieces(), { objectMode: false }), { type: 'text/calendar; charset=utf-8', disposition: 'inline; filename="calendar.ics"' });
  }
}

/** Whether `If-None-Match` names this file (RFC 9110, 13.1.2: compared weakly). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const plain = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => plain(tag) === plain(etag) || tag.trim() === '*');
}
