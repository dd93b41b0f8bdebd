import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { DEFAULT_LIMIT, Database, decodeCursor, isClinicDay, isId, notFound, pageOf, type Page } from '#platform';
import { WARN_DAYS } from './credential-standing.sql.js';
import type { CredentialDto, ExpiringCredentialDto, ExpiringCredentialsQuery } from './credentials.dto.js';

// $1 clinic, $2 today.
const CREDENTIAL = `select c.id, c.kind, c.number, c.state, c.issued_on as "issuedOn", c.expires_on as "expiresOn", c.verified_on as "verifiedOn",
    c.expires_on - $2::date as "daysLeft", (c.issued_on is null or c.issued_on <= $2) and (c.expires_on is null or c.expires_on >= $2) as valid, c.version
  from team.credential c where c.clinic_id = $1`;

/** Licenses and certificates of the team. */
@Injectable()
export class CredentialsQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  /** Those of one person, the longest lasting first. @throws DomainError 404. */
  async ofStaff(clinicId: string, staffId: string): Promise<CredentialDto[]> {
    const person = await this.database.maybe('select from team.staff where clinic_id = $1 and id = $2', [clinicId, staffId]);
    if (!person) throw notFound('staff member');
    return this.database.rows<CredentialDto>(`${CREDENTIAL} and c.staff_id = $3 order by c.expires_on desc nulls first, c.kind, c.id`, [clinicId, await this.clinics.today(clinicId), staffId]);
  }

  /** @throws DomainError 404. */
  async one(clinicId: string, credentialId: string): Promise<CredentialDto> {
    const credential = await this.database.maybe<CredentialDto>(`${CREDENTIAL} and c.id = $3`, [clinicId, await this.clinics.today(clinicId), credentialId]);
    if (!credential) throw notFound('credential');
    return credential;
  }

  /** Those of active people that end within so many days, or have ended, the most urgent first. */
  async expiring(clinicId: string, query: ExpiringCredentialsQuery): Promise<Page<ExpiringCredentialDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [isClinicDay, isId]);
    const rows = await this.database.rows<ExpiringCredentialDto>(
      `select c.id as "credentialId", s.id as "staffId", trim(s.given_name || ' ' || s.family_name) as "staffName", s.discipline, c.kind, c.number,
         c.expires_on as "expiresOn", c.expires_on - $2::date as "daysLeft"
       from team.credential c join team.staff s on s.id = c.staff_id
       where c.clinic_id = $1 and s.active and c.expires_on <= $2::date + $3::int
         and ($4::date is null or (c.expires_on, c.id) > ($4, $5::uuid))
       order by c.expires_on, c.id limit $6`,
      [clinicId, await this.clinics.today(clinicId), query.within ?? WARN_DAYS, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.expiresOn, row.credentialId], (row) => row);
  }
}
