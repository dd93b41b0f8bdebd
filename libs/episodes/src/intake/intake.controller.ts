import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, ListQuery, type Page } from '#platform';
import { AnswerOffer } from './answer-offer.service.js';
import { EditIntakeEntry } from './edit-intake-entry.service.js';
import {
  DeclinePlaceDto, EditIntakeEntryDto, IntakeEntryDto, IntakeEntryIdDto, IntakeHistoryDto, IntakeListQuery, IntakePageDto, IntakeVersionDto, JoinIntakeDto, LeaveIntakeDto, LogContactDto, ProgramPlacesDto,
  WithdrawPlaceDto,
} from './intake.dto.js';
import { IntakeQuery } from './intake.query.js';
import { JoinIntake } from './join-intake.service.js';
import { LeaveIntake } from './leave-intake.service.js';
import { LogContact } from './log-contact.service.js';
import { OfferPlace } from './offer-place.service.js';

/** Who waits to be taken into a program. Whoever takes the place they are offered is admitted. */
@ApiTags('intake')
@Controller('clinics/:clinicId')
export class IntakeController {
  constructor(
    private readonly intake: IntakeQuery,
    private readonly join: JoinIntake,
    private readonly edit: EditIntakeEntry,
    private readonly leave: LeaveIntake,
    private readonly offerPlace: OfferPlace,
    private readonly answer: AnswerOffer,
    private readonly contact: LogContact,
  ) {}

  /** How many of the program’s places are taken, kept and free. */
  @Get('programs/:programId/places')
  @RequirePermission('episodes.read')
  @ApiOkResponse({ type: ProgramPlacesDto })
  places(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string): Promise<ProgramPlacesDto> {
    return this.intake.places(clinicId, programId);
  }

  /** Who waits for the program, in the order of their turn; or who waited. */
  @Get('programs/:programId/intake')
  @RequirePermission('episodes.read')
  @ApiOkResponse({ type: IntakePageDto })
  list(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Query() query: IntakeListQuery): Promise<Page<IntakeEntryDto>> {
    return this.intake.ofProgram(clinicId, programId, query);
  }

  /** Puts a client at the end of the list. 409 `place-free` where nobody needs to wait. */
  @Post('programs/:programId/intake')
  @RequirePermission('intake.write')
  @ApiCreatedResponse({ type: IntakeEntryIdDto })
  async add(@ClinicId() clinicId: string, @Param('programId', IdPipe) programId: string, @Body() body: JoinIntakeDto): Promise<IntakeEntryIdDto> {
    return { id: await this.join.run(clinicId, programId, body) };
  }

  /** What a client waits for, or waited for, the latest first. */
  @Get('clients/:clientId/intake')
  @RequirePermission('episodes.read')
  @ApiOkResponse({ type: IntakePageDto })
  ofClient(@ClinicId() clinicId: string, @Param('clientId', IdPipe) clientId: string, @Query() query: ListQuery): Promise<Page<IntakeEntryDto>> {
    return this.intake.ofClient(clinicId, clientId, query);
  }

  /** An entry with its history. */
  @Get('intake/:entryId')
  @RequirePermission('episodes.read')
  @ApiOkResponse({ type: IntakeHistoryDto })
  read(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string): Promise<IntakeHistoryDto> {
    return this.intake.one(clinicId, entryId);
  }

  /** Changes the note, who keeps in touch, or, with a reason, the turn. */
  @Patch('intake/:entryId')
  @RequirePermission('intake.write')
  @ApiOkResponse({ type: IntakeHistoryDto })
  async change(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: EditIntakeEntryDto): Promise<IntakeHistoryDto> {
    await this.edit.run(clinicId, entryId, body);
    return this.intake.one(clinicId, entryId);
  }

  /** Takes somebody off the list; a place offered to them goes to the next. */
  @Post('intake/:entryId/leave')
  @HttpCode(204)
  @RequirePermission('intake.write')
  @ApiNoContentResponse()
  async remove(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: LeaveIntakeDto): Promise<void> {
    await this.leave.run(clinicId, entryId, body);
  }

  /** Back in line, where they stood, when they were taken off by mistake. */
  @Post('intake/:entryId/return')
  @HttpCode(200)
  @RequirePermission('intake.write')
  @ApiOkResponse({ type: IntakeHistoryDto })
  async putBack(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: IntakeVersionDto): Promise<IntakeHistoryDto> {
    await this.leave.return(clinicId, entryId, body.version);
    return this.intake.one(clinicId, entryId);
  }

  /** Offers a free place by hand to whoever is first in line. 409 `no-place-free`, `not-their-turn`. */
  @Post('intake/:entryId/offer')
  @HttpCode(200)
  @RequirePermission('intake.write')
  @ApiOkResponse({ type: IntakeHistoryDto })
  async offer(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: IntakeVersionDto): Promise<IntakeHistoryDto> {
    await this.offerPlace.run(clinicId, entryId, body.version);
    return this.intake.one(clinicId, entryId);
  }

  /** Records an attempt to tell them of the place. The time to answer counts from the first one. */
  @Post('intake/:entryId/contacts')
  @RequirePermission('intake.write')
  @ApiCreatedResponse({ type: IntakeHistoryDto })
  async tried(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: LogContactDto): Promise<IntakeHistoryDto> {
    await this.contact.run(clinicId, entryId, body);
    return this.intake.one(clinicId, entryId);
  }

  /** The client said no: they leave the list, and the place goes to the next. */
  @Post('intake/:entryId/decline')
  @HttpCode(200)
  @RequirePermission('intake.write')
  @ApiOkResponse({ type: IntakeHistoryDto })
  async decline(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: DeclinePlaceDto): Promise<IntakeHistoryDto> {
    await this.answer.decline(clinicId, entryId, body.reason);
    return this.intake.one(clinicId, entryId);
  }

  /** The clinic takes the offer back: the client waits on, behind the others. */
  @Post('intake/:entryId/withdraw-offer')
  @HttpCode(200)
  @RequirePermission('intake.write')
  @ApiOkResponse({ type: IntakeHistoryDto })
  async withdraw(@ClinicId() clinicId: string, @Param('entryId', IdPipe) entryId: string, @Body() body: WithdrawPlaceDto): Promise<IntakeHistoryDto> {
    await this.answer.withdraw(clinicId, entryId, body.reason ?? null);
    return this.intake.one(clinicId, entryId);
  }
}
