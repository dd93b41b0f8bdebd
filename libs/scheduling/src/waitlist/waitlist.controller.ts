import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, ListQuery, type Page } from '#platform';
import { EnrolmentDto } from '../groups/enrolments.dto.js';
import { lists, lower } from '../id-spelling.js';
import { AcceptOffer } from './accept-offer.service.js';
import { DeclineOffer } from './decline-offer.service.js';
import { EditWaitlistEntry } from './edit-waitlist-entry.service.js';
import { JoinWaitlist } from './join-waitlist.service.js';
import { LeaveWaitlist } from './leave-waitlist.service.js';
import { OfferSeat } from './offer-seat.service.js';
import { AcceptOfferDto, EditWaitlistEntryDto, EndOfferDto, JoinWaitlistDto, LeaveWaitlistQuery, OfferSeatDto, OpenOfferDto, OpenOfferPageDto, WaitlistDto, WaitlistEntryIdDto } from './waitlist.dto.js';
import { WaitlistQuery } from './waitlist.query.js';

@ApiTags('groups')
@Controller('clinics/:clinicId')
export class WaitlistController {
  constructor(
    private readonly waitlist: WaitlistQuery,
    private readonly join: JoinWaitlist,
    private readonly edit: EditWaitlistEntry,
    private readonly leave: LeaveWaitlist,
    private readonly offerSeat: OfferSeat,
    private readonly acceptOffer: AcceptOffer,
    private readonly declineOffer: DeclineOffer,
  ) {}

  /** Who waits for the group, in the order of their turn, and who waited lately. */
  @Get('groups/:groupId/waitlist')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: WaitlistDto })
  read(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string): Promise<WaitlistDto> {
    return this.waitlist.ofGroup(clinicId, groupId);
  }

  /** Puts a client at the end of the list. 409 `seat-free` where nobody needs to wait. */
  @Post('groups/:groupId/waitlist')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: WaitlistEntryIdDto })
  async add(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Body() body: JoinWaitlistDto): Promise<WaitlistEntryIdDto> {
    return { id: await this.join.run(clinicId, groupId, { ...body, ...lower(body, 'episodeId') }) };
  }

  /** Changes the note of somebody who waits, or their turn. */
  @Patch('groups/:groupId/waitlist/:entryId')
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: WaitlistDto })
  async change(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: EditWaitlistEntryDto): Promise<WaitlistDto> {
    await this.edit.run(clinicId, groupId, entryId, body);
    return this.waitlist.ofGroup(clinicId, groupId);
  }

  /** Takes somebody off the list; a seat offered to them goes to the next. */
  @Delete('groups/:groupId/waitlist/:entryId')
  @HttpCode(204)
  @RequirePermission('schedule.write')
  @ApiNoContentResponse()
  async remove(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('entryId', IdPipe) entryId: string, @Query() query: LeaveWaitlistQuery): Promise<void> {
    await this.leave.run(clinicId, groupId, entryId, query);
  }

  /** Offers a free seat to this client, whoever’s turn it is. 409 `no-seat-free`. */
  @Post('groups/:groupId/waitlist/:entryId/offer')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: WaitlistDto })
  async offer(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: OfferSeatDto): Promise<WaitlistDto> {
    await this.offerSeat.run(clinicId, groupId, entryId, body);
    return this.waitlist.ofGroup(clinicId, groupId);
  }

  /** Takes the offer: enrols the client in the seat that was kept. 409 `offer-expired`, `offer-settled`. */
  @Post('groups/:groupId/waitlist/:entryId/accept')
  @RequirePermission('schedule.write')
  @ApiCreatedResponse({ type: EnrolmentDto })
  async accept(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: AcceptOfferDto): Promise<EnrolmentDto> {
    const { memberId, sessions } = await this.acceptOffer.run(clinicId, groupId, entryId, { ...body, ...lists(body, 'leaveOut') });
    return { memberId, groupId, booked: sessions.length };
  }

  /** The client said no: they leave the list, and the seat goes to the next. */
  @Post('groups/:groupId/waitlist/:entryId/decline')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: WaitlistDto })
  async decline(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: EndOfferDto): Promise<WaitlistDto> {
    await this.declineOffer.decline(clinicId, groupId, entryId, body.reason ?? null);
    return this.waitlist.ofGroup(clinicId, groupId);
  }

  /** The clinic takes the offer back: the client waits on, behind the others. */
  @Post('groups/:groupId/waitlist/:entryId/withdraw-offer')
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: WaitlistDto })
  async withdraw(@ClinicId() clinicId: string, @Param('groupId', IdPipe) groupId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: EndOfferDto): Promise<WaitlistDto> {
    await this.declineOffer.withdraw(clinicId, groupId, entryId, body.reason ?? null);
    return this.waitlist.ofGroup(clinicId, groupId);
  }

  /** Offers nobody has answered, of all groups, those that end first first. */
  @Get('seat-offers')
  @RequirePermission('groups.read')
  @ApiOkResponse({ type: OpenOfferPageDto })
  openOffers(@ClinicId() clinicId: string, @Query() query: ListQuery): Promise<Page<OpenOfferDto>> {
    return this.waitlist.openOffers(clinicId, { ...query, limit: query.limit ?? DEFAULT_LIMIT });
  }
}
