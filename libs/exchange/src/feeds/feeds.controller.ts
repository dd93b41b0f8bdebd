import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentPerson, RequirePermission, type Access } from '#identity';
import { ClinicId, IdPipe, ShownOnce, forbidden } from '#platform';
import { FeedListQuery } from './feed-list.query.js';
import { FeedAddressDto, FeedListQueryDto, FeedPageDto, MakeFeedDto, RotateFeedDto } from './feeds.dto.js';
import { MakeFeed } from './make-feed.service.js';
import { RevokeFeed } from './revoke-feed.service.js';
import { RotateFeed } from './rotate-feed.service.js';

/** Calendars for the programs people keep their days in. A person makes them, never a machine. */
@ApiTags('feeds')
@Controller('clinics/:clinicId/feeds')
@RequirePermission('schedule.read')
export class FeedsController {
  constructor(
    private readonly feeds: FeedListQuery,
    private readonly make: MakeFeed,
    private readonly rotate: RotateFeed,
    private readonly revoke: RevokeFeed,
  ) {}

  /** One's own calendar feeds, newest first; everybody's for those who manage tokens. */
  @Get()
  @ApiOkResponse({ type: FeedPageDto })
  async list(@CurrentPerson() access: Access, @ClinicId() clinicId: string, @Query() query: FeedListQueryDto): Promise<FeedPageDto> {
    if (query.everyone && !access.clinics.get(clinicId.toLowerCase())?.permissions.has('tokens.manage')) throw forbidden('tokens.manage');
    const page = await this.feeds.run(clinicId, query.everyone ? null : access.userId, query);
    return {
      items: page.items.map((feed) => ({
        ...feed,
        createdAt: feed.createdAt.toISOString(),
        rotatedAt: feed.rotatedAt?.toISOString() ?? null,
        lastReadAt: feed.lastReadAt?.toISOString() ?? null,
        revokedAt: feed.revokedAt?.toISOString() ?? null,
      })),
      nextCursor: page.nextCursor,
    };
  }

  /** Makes a feed. Its address is in this answer and nowhere else. */
  @Post()
  @ShownOnce('address')
  @ApiCreatedResponse({ type: FeedAddressDto })
  create(@CurrentPerson() access: Access, @ClinicId() clinicId: string, @Body() input: MakeFeedDto): Promise<FeedAddressDto> {
    return this.make.run(access, clinicId, input);
  }

  /** Gives one's feed a new address and ends the old one. */
  @Post(':feedId/rotate')
  @HttpCode(200)
  @ShownOnce('address')
  @ApiOkResponse({ type: FeedAddressDto })
  renew(@CurrentPerson() access: Access, @ClinicId() clinicId: string, @Param('feedId', IdPipe) feedId: string, @Body() input: RotateFeedDto): Promise<FeedAddressDto> {
    return this.rotate.run(access, clinicId, feedId, input.version);
  }

  /** Ends a feed at once: one's own, or anybody's for those who manage tokens. */
  @Delete(':feedId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@CurrentPerson() access: Access, @ClinicId() clinicId: string, @Param('feedId', IdPipe) feedId: string): Promise<void> {
    await this.revoke.run(access, clinicId, feedId);
  }
}
