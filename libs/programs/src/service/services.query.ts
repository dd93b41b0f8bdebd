import { Injectable } from '@nestjs/common';
import { DEFAULT_LIMIT, Database, decodeCursor, isId, notFound, pageOf, type Page } from '#platform';
import type { ServiceDto, ServiceListQuery } from './services.dto.js';

const SERVICE = `id, name, kind, category, counts_toward_hours as "countsTowardHours", default_minutes as "defaultMinutes", capacity, modality,
  billing_code as "billingCode", disciplines, active, version`;

/** The service catalogue by name. */
@Injectable()
export class ServicesQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, query: ServiceListQuery): Promise<Page<ServiceDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [(name) => typeof name === 'string', isId]);
    const rows = await this.database.rows<ServiceDto & { sortName: string }>(
      `select ${SERVICE}, platform.plain(name) as "sortName" from programs.service
       where clinic_id = $1 and ($2::boolean is null or active = $2) and ($3::text is null or kind = $3)
         and ($4::text is null or platform.plain(name || ' ' || coalesce(modality, '') || ' ' || coalesce(billing_code, '')) like '%' || platform.plain($4) || '%')
         and ($5::text is null or (platform.plain(name), id) > ($5, $6::uuid))
       order by platform.plain(name), id limit $7`,
      [clinicId, query.active ?? null, query.kind ?? null, query.search?.replace(/[\\%_]/g, '\\$&') ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.sortName, row.id], ({ sortName: _, ...service }) => service);
  }

  /** @throws DomainError 404. */
  async one(clinicId: string, serviceId: string): Promise<ServiceDto> {
    const service = await this.database.maybe<ServiceDto>(`select ${SERVICE} from programs.service where clinic_id = $1 and id = $2`, [clinicId, serviceId]);
    if (!service) throw notFound('service');
    return service;
  }
}
