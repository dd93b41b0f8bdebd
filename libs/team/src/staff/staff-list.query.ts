import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { DEFAULT_LIMIT, Database, decodeCursor, isId, pageOf, type Page } from '#platform';
import { CREDENTIALED, WARN_DAYS, credentialStanding } from '../credentials/credential-standing.sql.js';
import { disciplineLabel } from '../disciplines.js';
import type { StaffListItemDto, StaffListQuery } from './staff.dto.js';

type Row = Omit<StaffListItemDto, 'disciplineLabel'> & { sortName: string };

/** The team by name. Search takes every word anywhere in name, title or e-mail, or the whole nearly as spelled. */
@Injectable()
export class StaffList {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  async run(clinicId: string, query: StaffListQuery): Promise<Page<StaffListItemDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [(name) => typeof name === 'string', isId]);
    const rows = await this.database.rows<Row>(
      `select s.id, trim(s.given_name || ' ' || s.family_name) as name, s.discipline, s.title, s.languages, s.active,
         case when v.id is not null then jsonb_build_object('id', v.id, 'name', trim(v.given_name || ' ' || v.family_name)) end as supervisor,
         c.standing as "credentialStanding", c.until as "credentialUntil", s.user_id is not null as "hasAccount", s.sort_name as "sortName"
       from team.staff s left join team.staff v on v.id = s.supervisor_id
       cross join ${credentialStanding('$2', '$3', '$4')} c
       where s.clinic_id = $1
         and ($5::text is null or s.search_text like all (select '%' || platform.plain(word) || '%' from unnest($6::text[]) word) or word_similarity(platform.plain($5), s.search_text) >= 0.4)
         and ($7::text is null or s.discipline = $7) and ($8::text is null or $8 = any (s.languages)) and ($9::boolean is null or s.active = $9)
         and ($10::text is null or c.standing = $10)
         and ($11::text is null or (s.sort_name, s.id) > ($11, $12::uuid))
       order by s.sort_name, s.id limit $13`,
      [
        clinicId,
        await this.clinics.today(clinicId),
        query.warnDays ?? WARN_DAYS,
        CREDENTIALED,
        query.search ?? null,
        (query.search ?? '').split(/\s+/).filter((word) => word !== '').map((word) => word.replace(/[\\%_]/g, '\\$&')),
        query.discipline ?? null,
        query.language ?? null,
        query.active ?? null,
        query.credential ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return pageOf(rows, limit, (row) => [row.sortName, row.id], ({ sortName: _, ...item }) => ({ ...item, disciplineLabel: disciplineLabel(item.discipline) }));
  }
}
