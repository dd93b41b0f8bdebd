import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay } from '#platform';
import { notBookable } from '../scheduling.errors.js';

/** What a group gives to its sessions. */
export interface GroupTemplate {
  id: string;
  name: string;
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  telehealth: boolean;
  telehealthUrl: string | null;
  capacity: number;
  active: boolean;
  staffIds: string[];
  members: { clientId: string; episodeId: string; joinedOn: ClinicDay; leftOn: ClinicDay | null }[];
}

/** A group as its sessions see it. */
@Injectable()
export class GroupTemplateQuery {
  constructor(private readonly database: Database) {}

  /**
   * With the members of those days.
   * @throws DomainError 404 unknown, 409 when the group is no longer held.
   */
  async run(clinicId: string, groupId: string, days: { from: ClinicDay; to: ClinicDay }): Promise<GroupTemplate> {
    const group = await this.database.maybe<GroupTemplate>(
      `select g.id, g.name, g.service_id as "serviceId", g.program_id as "programId", g.room_id as "roomId", g.telehealth, g.telehealth_url as "telehealthUrl",
         g.capacity, g.active,
         coalesce((select json_agg(f.staff_id order by f.position, f.staff_id) from scheduling.group_facilitator f where f.group_id = g.id), '[]') as "staffIds",
         coalesce((select json_agg(json_build_object('clientId', m.client_id, 'episodeId', m.episode_id, 'joinedOn', m.joined_on, 'leftOn', m.left_on) order by m.joined_on, m.id)
           from scheduling.group_member m where m.group_id = g.id and m.joined_on <= $4 and (m.left_on is null or m.left_on >= $3)), '[]') as members
       from scheduling.therapy_group g where g.id = $2 and g.clinic_id = $1`,
      [clinicId, groupId, days.from, days.to],
    );
    if (!group) throw notFound('group');
    if (!group.active) throw notBookable('group', groupId);
    return group;
  }
}
