import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { TeamPlace } from './care-team-changes.js';

/** Reads and writes whole care teams: what changed is found by comparing, and written in three statements at most. */
@Injectable()
export class CareTeams {
  constructor(private readonly database: Database) {}

  /** The places of episodes, past ones too, by episode. */
  async of(clinicId: string, episodeIds: readonly string[]): Promise<Map<string, TeamPlace[]>> {
    const rows = await this.database.rows<TeamPlace & { episodeId: string }>(
      `select episode_id as "episodeId", id, staff_id as "staffId", role, is_primary as "isPrimary", from_day as "fromDay", to_day as "toDay"
       from episodes.care_team_member where clinic_id = $1 and episode_id = any($2::uuid[]) order by from_day, id`,
      [clinicId, episodeIds],
    );
    const teams = new Map<string, TeamPlace[]>(episodeIds.map((id) => [id, []]));
    for (const { episodeId, ...place } of rows) teams.get(episodeId)?.push(place);
    return teams;
  }

  /** Writes the difference. Places that end go first, so that new ones find the days free. */
  async write(clinicId: string, changes: readonly { episodeId: string; before: readonly TeamPlace[]; after: readonly TeamPlace[] }[]): Promise<void> {
    const gone: string[] = [];
    const changed: TeamPlace[] = [];
    const added: (TeamPlace & { episodeId: string })[] = [];
    for (const { episodeId, before, after } of changes) {
      const known = new Map(before.map((place) => [place.id, place]));
      const left = new Set(after.map(({ id }) => id));
      gone.push(...before.filter(({ id }) => !left.has(id)).map(({ id }) => id));
      for (const place of after) {
        const old = known.get(place.id);
        if (!old) added.push({ ...place, episodeId });
        else if (old.toDay !== place.toDay || old.isPrimary !== place.isPrimary) changed.push(place);
      }
    }
    if (gone.length > 0) await this.database.rows('delete from episodes.care_team_member where clinic_id = $1 and id = any($2::uuid[])', [clinicId, gone]);
    // Whoever stops being primary before whoever begins: the rule of one primary is asked row by row.
    for (const isPrimary of [false, true]) {
      const some = changed.filter((place) => place.isPrimary === isPrimary);
      if (some.length === 0) continue;
      await this.database.rows(
        `update episodes.care_team_member m set is_primary = r."isPrimary", to_day = r."toDay", version = m.version + 1
         from jsonb_to_recordset($2::jsonb) as r(id uuid, "isPrimary" boolean, "toDay" date) where m.id = r.id and m.clinic_id = $1`,
        [clinicId, JSON.stringify(some)],
      );
    }
    if (added.length === 0) return;
    await this.database.rows(
      `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day, to_day)
       select r.id, $1, r."episodeId", r."staffId", r.role, r."isPrimary", r."fromDay", r."toDay"
       from jsonb_to_recordset($2::jsonb) as r(id uuid, "episodeId" uuid, "staffId" uuid, role text, "isPrimary" boolean, "fromDay" date, "toDay" date)`,
      [clinicId, JSON.stringify(added)],
    );
  }
}
