import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { ClinicsReader } from '#clinics';
import { accessOf, type Access } from '#identity';
import { Clock, Database, isId } from '#platform';
import { notOnCareTeam } from './emergency.errors.js';

/** Everything of one client's chart lies behind this. */
const CHART = /^\/api\/clinics\/:clinicId\/clients\/:clientId(\/|$)/;

const ASKS_ITSELF = 'stepwell:asks-the-door-itself';

/** A route whose own statement asks who may read the chart, so that it need not be asked before. */
export const AsksTheDoorItself = (): MethodDecorator => SetMetadata(ASKS_ITSELF, true);

/**
 * SQL: whether an account may read a client's chart without a word: on the care team of the stay there is, of one to come, or of
 * one that ended as long as nobody took them off it before; or it was opened in an emergency that lasts.
 */
export const openTo = ({ clinic, client, user, now, today }: Record<'clinic' | 'client' | 'user' | 'now' | 'today', string>): string => `(
  exists (select from episodes.emergency_access a where a.user_id = ${user} and a.client_id = ${client} and a.clinic_id = ${clinic} and a.ends_at > ${now})
  or exists (select from episodes.episode e join episodes.care_team_member m on m.episode_id = e.id join team.v_staff s on s.id = m.staff_id
    where e.client_id = ${client} and e.clinic_id = ${clinic} and s.user_id = ${user} and (m.to_day is null or m.to_day >= ${today} or m.to_day >= e.discharged_on)))`;

const MAY_OPEN = /* sql */ `select not exists (select from clients.v_client where id = $2 and clinic_id = $1)
  or ${openTo({ clinic: '$1', client: '$2', user: '$3', now: '$4', today: '$5' })} as open`;

/** Whoever wants to read a chart. */
export type Reader = Pick<Access, 'userId' | 'clinics'>;

/**
 * Stands before every chart, whichever module answers: whose role does not read every chart reads those of their own care
 * teams, and what they opened in an emergency. Comes after the guard, so it knows who asks.
 */
@Injectable()
export class ChartDoor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!CHART.test(request.routeOptions.url ?? '') || this.reflector.get<boolean | undefined>(ASKS_ITSELF, context.getHandler())) return next.handle();
    const { clinicId = '', clientId = '' } = request.params as Record<string, string | undefined>;
    const access = accessOf(request);
    // What is no id is refused further in.
    if (!isId(clientId) || readsEveryChart(access, clinicId)) return next.handle();
    return this.isOpen(clinicId, clientId, access).then((open) => {
      if (!open) throw notOnCareTeam();
      return next.handle();
    });
  }

  /** Whether somebody may read a client's chart without a word. A client who is not there is no secret: the answer is 404. */
  async isOpen(clinicId: string, clientId: string, access: Reader): Promise<boolean> {
    if (readsEveryChart(access, clinicId)) return true;
    const today = await this.clinics.today(clinicId);
    return (await this.database.planned<{ open: boolean }>(MAY_OPEN, [clinicId, clientId, access.userId, this.clock.now(), today]))[0]?.open === true;
  }
}

/** Whether a role opens every chart of a clinic. */
export function readsEveryChart(access: Reader, clinicId: string): boolean {
  return access.clinics.get(clinicId.toLowerCase())?.permissions.has('charts.read') === true;
}
