import { Injectable } from '@nestjs/common';
import { Clock, Database, notFound, type ClinicDay } from '#platform';
import type { KeptApartDto } from './keep-apart.dto.js';

const MOST = 200;

// Where the two meet all the same: groups both belong to, and other sessions to come in which both have a place.
const PAIRS = /* sql */ `
  select k.id, p.reason, k.since, p.version,
    json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client,
    coalesce((select json_agg(distinct g.name) from scheduling.group_member m join scheduling.group_member o on o.group_id = m.group_id and o.client_id = k.other_client_id
        and daterange(o.joined_on, o.left_on, '[]') && daterange(m.joined_on, m.left_on, '[]') and coalesce(least(m.left_on, o.left_on), 'infinity') >= $3
      join scheduling.therapy_group g on g.id = m.group_id and g.active where m.client_id = k.client_id), '[]') as groups,
    (select count(*)::int from scheduling.participation a join scheduling.participation b on b.session_id = a.session_id and b.client_id = k.other_client_id and b.holds_seat
      where a.client_id = k.client_id and a.starts_at > $4 and a.holds_seat and a.live) as sessions
  from scheduling.v_keep_apart k join scheduling.keep_apart p on p.id = k.id join clients.v_client c on c.id = k.other_client_id
  where k.clinic_id = $1 and k.client_id = $2 order by c.sort_name, k.id limit ${MOST}`;

/** From whom a client is kept apart. */
@Injectable()
export class KeepApartQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404. */
  async ofClient(clinicId: string, clientId: string, today: ClinicDay): Promise<KeptApartDto[]> {
    const [client, pairs] = await Promise.all([
      this.database.maybe('select from clients.v_client where clinic_id = $1 and id = $2', [clinicId, clientId]),
      this.database.rows<KeptApartDto>(PAIRS, [clinicId, clientId, today, this.clock.now()]),
    ]);
    if (!client) throw notFound('client');
    return pairs;
  }
}
