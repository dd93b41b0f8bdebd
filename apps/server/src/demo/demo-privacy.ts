import type { Database } from '#platform';
import type { Given } from './given.js';

// Two of one program who share no group and never met.
const STRANGERS = /* sql */ `
  select a.client_id as one, b.client_id as other
  from episodes.episode a join episodes.episode b on b.program_id = a.program_id and b.client_id <> a.client_id
  join clients.client c on c.id = a.client_id join clients.client d on d.id = b.client_id
  where a.clinic_id = $1 and a.discharged_on is null and b.discharged_on is null and c.chart_number < d.chart_number
    and not exists (select from scheduling.participation p join scheduling.participation q on q.session_id = p.session_id where p.client_id = a.client_id and q.client_id = b.client_id)
    and not exists (select from scheduling.group_member m join scheduling.group_member n on n.group_id = m.group_id where m.client_id = a.client_id and n.client_id = b.client_id)
  order by c.chart_number, d.chart_number limit 1`;

const OF_ANOTHER_TEAM = /* sql */ `
  select e.client_id as "clientId" from episodes.episode e join clients.client c on c.id = e.client_id
  where e.clinic_id = $1 and e.discharged_on is null
    and not exists (select from episodes.care_team_member m join team.staff s on s.id = m.staff_id where m.episode_id = e.id and s.user_id = $2)
  order by c.chart_number limit 1`;

/** Two clients who are not to meet, and a chart the therapist opened in an emergency, which nobody has reviewed yet. */
export async function keptPrivate(given: Given, database: Database, clinicId: string, therapist: { userId: string; displayName: string }): Promise<void> {
  const pair = await database.maybe<{ one: string; other: string }>(STRANGERS, [clinicId]);
  if (pair) await given.by(therapist).keepApart(clinicId, pair.one, pair.other, 'They are related; one asked that they do not meet.');
  const foreign = await database.maybe<{ clientId: string }>(OF_ANOTHER_TEAM, [clinicId, therapist.userId]);
  if (foreign) await given.by(therapist).openInEmergency(clinicId, foreign.clientId, therapist, 'The emergency room called and asked what the client takes.');
}
