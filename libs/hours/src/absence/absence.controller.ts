import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, forbidden } from '#platform';
import { ApproveAbsence, PlanAbsence } from '#scheduling';
import { AbsenceApprovedDto, AbsenceDto, AbsenceRippleDto, ApproveAbsenceDto } from './absence.dto.js';
import { ShortfallsQuery } from './shortfalls.query.js';

const OFFERED = 20;

/** Somebody is out: what it does to the schedule is scheduling's to say, what it does to the weeks is ours; here both are seen. */
@ApiTags('schedule')
@Controller('clinics/:clinicId/absences')
export class AbsenceController {
  constructor(
    private readonly plan: PlanAbsence,
    private readonly shortfalls: ShortfallsQuery,
    private readonly approveAbsence: ApproveAbsence,
  ) {}

  /** The sessions a clinician or a room is missing in, who or which room is free instead, and whose week falls short. Nothing is saved. */
  @Post('preview')
  @HttpCode(200)
  @RequirePermission('hours.read')
  @ApiOkResponse({ type: AbsenceRippleDto })
  async preview(@ClinicId() clinicId: string, @Body() body: AbsenceDto): Promise<AbsenceRippleDto> {
    const { out, name, range, noted, sessions } = await this.plan.run(clinicId, spelled(body));
    return {
      out: { id: 'staffId' in out ? out.staffId : out.roomId, name },
      ...range,
      noted,
      sessions: sessions.map(({ id, version, kind, title, day, startsAt, endsAt, room, staff, clients, present, substitutes, rooms, suggestion }) => ({
        id, version, kind, title, day, startsAt, endsAt, room, staff, clients, present, suggestion, substitutes: substitutes.slice(0, OFFERED), rooms: rooms.slice(0, OFFERED),
      })),
      weeks: await this.shortfalls.run(clinicId, sessions.map((one) => one.id)),
    };
  }

  /**
   * Everything in one save: substitutes, other rooms, cancellations, time off or the closed room. 409 `absence-changed` when the sessions are no longer those
   * that were seen, `absence-conflicts` when a choice is taken by now: nothing is saved then.
   */
  @Post()
  @HttpCode(200)
  @RequirePermission('schedule.write')
  @ApiOkResponse({ type: AbsenceApprovedDto })
  approve(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Body() body: ApproveAbsenceDto): Promise<AbsenceApprovedDto> {
    const needed = body.staffId !== undefined ? 'team.write' : 'clinics.manage';
    if (body.record && access.clinics.get(clinicId)?.permissions.has(needed) !== true) throw forbidden(needed);
    return this.approveAbsence.run(clinicId, { ...spelled(body), choices: body.choices.map((one) => ({ ...one, ...spelledIds(one) })) });
  }
}

/** Ids as the database spells them. */
function spelled<T extends AbsenceDto>(body: T): T {
  return { ...body, ...spelledIds(body) };
}

function spelledIds(body: { staffId?: string; roomId?: string; sessionId?: string }): { staffId?: string; roomId?: string; sessionId?: string } {
  return Object.fromEntries((['staffId', 'roomId', 'sessionId'] as const).flatMap((name) => (body[name] === undefined ? [] : [[name, (body[name] as string).toLowerCase()]])));
}
