import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { DEFAULT_LIMIT, Database, decodeCursor, isId, notFound, pageOf, type Page } from '#platform';
import type { ProgramDto, ProgramListQuery } from './programs.dto.js';

// Parameters $1 clinic and $2 today are those of every statement built on this.
const PROGRAMS = `select p.id, p.name, p.code, p.population, p.track, p.active, p.places, p.version, v.weekly_min_minutes as "weeklyMinMinutes",
    v.weekly_max_minutes as "weeklyMaxMinutes", v.days_min as "daysMin", v.days_max as "daysMax",
    coalesce((select jsonb_agg(jsonb_build_object('position', h.position, 'name', h.name, 'weeks', h.weeks, 'minutesPerWeek', h.minutes_per_week, 'daysPerWeek', h.days_per_week,
        'outsidePolicy', case when h.minutes_per_week < v.weekly_min_minutes then 'below_minimum' when h.minutes_per_week > v.weekly_max_minutes then 'above_maximum' end) order by h.position)
      from programs.phase h where h.program_id = p.id), '[]') as phases, platform.plain(p.name) as "sortName"
  from programs.program p
  join programs.policy_version v on v.program_id = p.id and v.superseded_at is null and v.effective_from <= $2 and (v.effective_to is null or v.effective_to >= $2)
  where p.clinic_id = $1`;

type ProgramRow = ProgramDto & { sortName: string };

/** Programs of a clinic with today's hours and their taper. */
@Injectable()
export class ProgramsQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  async run(clinicId: string, query: ProgramListQuery): Promise<Page<ProgramDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [(name) => typeof name === 'string', isId]);
    const rows = await this.database.rows<ProgramRow>(
      `${PROGRAMS} and ($3::boolean is null or p.active = $3)
         and ($4::text is null or platform.plain(p.name || ' ' || p.code) like '%' || platform.plain($4) || '%')
         and ($5::text is null or (platform.plain(p.name), p.id) > ($5, $6::uuid))
       order by platform.plain(p.name), p.id limit $7`,
      [clinicId, await this.clinics.today(clinicId), query.active ?? null, query.search?.replace(/[\\%_]/g, '\\$&') ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.sortName, row.id], shown);
  }

  /** @throws DomainError 404. */
  async one(clinicId: string, programId: string): Promise<ProgramDto> {
    const row = await this.database.maybe<ProgramRow>(`${PROGRAMS} and p.id = $3`, [clinicId, await this.clinics.today(clinicId), programId]);
    if (!row) throw notFound('program');
    return shown(row);
  }
}

function shown({ sortName: _, ...program }: ProgramRow): ProgramDto {
  return program;
}
