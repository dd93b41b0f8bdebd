import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import type { AuthorizationUnit } from '#episodes';
import { Database, notFound, type ClinicDay } from '#platform';
import { statusOfAuthorization, type AuthorizationStatus, type AuthorizationUse } from './authorization-use.js';
import { useOf } from './authorization-use.sql.js';

/** What a payer allows of a stay, and what has become of it. */
export interface Authorization extends AuthorizationUse {
  id: string;
  episodeId: string;
  programName: string;
  payer: string;
  number: string;
  startsOn: ClinicDay;
  endsOn: ClinicDay;
  unit: AuthorizationUnit;
  nextReviewOn: ClinicDay | null;
  /** By when the next one is asked for; null where the stay ends with it, or the next one is there. */
  askBy: ClinicDay | null;
  note: string | null;
  status: AuthorizationStatus;
  withdrawnAt: Date | null;
  withdrawnByName: string | null;
  withdrawnReason: string | null;
  version: number;
}

/** The most that are shown; ten years of one a fortnight. */
const SHOWN = 200;

// $1 clinic, $2 client. One row at least where the client is known, all null where nothing was ever authorized.
const OF_CLIENT = /* sql */ `
with a as materialized (
  select a.*, e.program_id from episodes.v_authorization a join episodes.v_episode e on e.id = a.episode_id
  where a.clinic_id = $1 and a.client_id = $2 order by a.starts_on desc, a.id desc limit ${SHOWN}
)
select x.id, x."episodeId", x."programName", x.payer, x.number, x."startsOn", x."endsOn", x.unit, x.granted, x.used, x.booked, x."nextReviewOn", x."askBy", x.note,
  x."withdrawnAt", x."withdrawnByName", x."withdrawnReason", x.version
from clients.v_client c left join (
  select a.id, a.episode_id as "episodeId", p.name as "programName", a.payer, a.number, a.starts_on as "startsOn", a.ends_on as "endsOn", a.unit, a.granted, u.used, u.booked,
    a.next_review_on as "nextReviewOn", r.ask_by as "askBy", a.note, a.withdrawn_at as "withdrawnAt", a.withdrawn_by_name as "withdrawnByName", a.withdrawn_reason as "withdrawnReason", a.version
  from a join programs.v_program p on p.id = a.program_id left join episodes.v_authorization_to_renew r on r.id = a.id ${useOf()}
) x on true
where c.id = $2 and c.clinic_id = $1 order by x."startsOn" desc, x.id desc`;

type Row = Omit<Authorization, 'left' | 'status'>;

/** What payers allow of a client's stays, the latest first, with what is used, booked and left of each today. */
@Injectable()
export class AuthorizationsWithUseQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, clientId: string): Promise<Authorization[]> {
    const [today, rows] = await Promise.all([this.clinics.today(clinicId), this.database.rows<Row | (Row & { id: null })>(OF_CLIENT, [clinicId, clientId])]);
    if (rows.length === 0) throw notFound('client');
    return rows.flatMap((row) => (row.id === null ? [] : [{ ...row, left: row.granted - row.used - row.booked, status: statusOfAuthorization({ ...row, withdrawn: row.withdrawnAt !== null }, today) }]));
  }
}
