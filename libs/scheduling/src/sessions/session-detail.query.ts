import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay } from '#platform';
import { pausesOf } from '../booking/new-session.js';
import { ruleWords } from '../rule-words.js';
import type { SessionBreak } from './session.entity.js';
import type { PlaceDto, SessionDetailDto } from './sessions.dto.js';
import { SUMMARY, SUMMARY_JOINS } from './session-summary.sql.js';

interface Row extends Omit<SessionDetailDto, 'breaks' | 'seriesWords' | 'startsAt' | 'seriesDay' | 'topic'> {
  startsAt: Date & string;
  breaks: SessionBreak[];
  rule: string | null;
  ruleStart: ClinicDay | null;
  zone: string | null;
  seriesDay: ClinicDay | null;
  curriculum: { title: string }[] | null;
  before: number;
}

const DETAIL = /* sql */ `
  select ${SUMMARY}, o.name as "programName", s.modality, s.telehealth_url as "telehealthUrl", s.counts_toward_hours as "countsTowardHours", s.note,
    s.cancel_reason as "cancelReason", s.outside_hours_reason as "outsideHoursReason", s.breaks, e.rule, e.start_day as "ruleStart", e.time_zone as zone,
    s.series_day as "seriesDay", g.curriculum,
    case when jsonb_array_length(g.curriculum) > 0 then (
      select count(*)::int from scheduling.session b where b.group_id = s.group_id and b.starts_at < s.starts_at and b.status <> 'cancelled') else 0 end as before,
    coalesce((select json_agg(json_build_object('id', p.id, 'episodeId', p.episode_id, 'status', p.status, 'walkIn', p.walk_in, 'isMakeUp', p.is_make_up,
        'client', json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name,
          'preferredName', c.preferred_name, 'pronouns', c.pronouns)) order by p.status = 'cancelled', c.sort_name, c.id)
      from scheduling.participation p join clients.v_client c on c.id = p.client_id where p.session_id = s.id), '[]') as places
  from scheduling.session s ${SUMMARY_JOINS}
  left join programs.v_program o on o.id = s.program_id
  left join scheduling.series e on e.id = s.series_id
  where s.id = $2 and s.clinic_id = $1`;

/** One session with its people by name. */
@Injectable()
export class SessionDetailQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, sessionId: string): Promise<SessionDetailDto> {
    const row = await this.database.maybe<Row>(DETAIL, [clinicId, sessionId]);
    if (!row) throw notFound('session');
    const { rule, ruleStart, zone, curriculum, before, breaks, seriesDay, ...session } = row;
    return {
      ...session,
      places: session.places as PlaceDto[],
      breaks: pausesOf(breaks, session.startsAt),
      seriesWords: rule && ruleStart && zone ? ruleWords(rule, ruleStart, zone) : null,
      seriesDay: seriesDay === session.clinicDay ? null : seriesDay,
      topic: curriculum && curriculum.length > 0 ? (curriculum[before % curriculum.length]?.title ?? null) : null,
    };
  }
}
