import { newId } from '#platform';
import { breaksOf, episodeOn, type NewParticipation, type NewSession } from '../booking/new-session.js';
import { groupFull } from '../scheduling.errors.js';
import type { PlannedOccurrence } from './plan-series.js';
import { comersOn, type SeriesPlan } from './series-plan.service.js';

/**
 * The sessions of chosen dates, each with everybody who comes on its day.
 * @throws DomainError 409 `group-full` when more come on a day than there are seats.
 */
export function sessionsOf(plan: SeriesPlan, seriesId: string, chosen: readonly PlannedOccurrence[], reason: string | null): { sessions: NewSession[]; places: NewParticipation[] } {
  const { template, facts } = plan;
  const clients = new Map(facts.clients.map((client) => [client.clientId, client]));
  const sessions: NewSession[] = [];
  const places: NewParticipation[] = [];
  const full: Parameters<typeof groupFull>[0][number][] = [];
  for (const one of chosen) {
    const comers = comersOn(template, one.day);
    const [only] = comers;
    const session: NewSession = {
      id: newId(),
      kind: facts.service?.kind ?? 'group',
      title: template.title,
      serviceId: template.serviceId,
      programId: template.programId ?? (comers.length === 1 && only ? (episodeOn(clients.get(only.clientId) ?? { clientId: '', archived: false, episodes: [] }, one.day, null)?.programId ?? null) : null),
      groupId: template.groupId,
      seriesId,
      seriesDay: one.day,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
      clinicDay: one.day,
      roomId: template.roomId,
      roomShareable: template.roomId === null ? null : (facts.room?.shareable ?? false),
      telehealth: template.telehealth,
      telehealthUrl: template.telehealthUrl,
      modality: facts.service?.modality ?? null,
      capacity: template.capacity,
      countsTowardHours: facts.service?.countsTowardHours ?? false,
      breaks: breaksOf(template.breaks, one.startsAt, one.endsAt),
      cancelReason: null,
      outsideHoursReason: one.outside.length > 0 ? reason : null,
      note: null,
      externalSource: null,
      externalId: null,
      staffIds: template.staffIds,
    };
    sessions.push(session);
    if (comers.length > template.capacity) full.push({ day: one.day, sessionId: session.id, capacity: template.capacity, seatsTaken: comers.length });
    for (const comer of comers) {
      const client = clients.get(comer.clientId);
      places.push({
        id: newId(),
        sessionId: session.id,
        clientId: comer.clientId,
        episodeId: comer.episodeId ?? (client ? (episodeOn(client, one.day, session.programId)?.id ?? null) : null),
        status: 'booked',
        walkIn: false,
        isMakeUp: false,
        externalSource: null,
        externalId: null,
      });
    }
  }
  if (full.length > 0) throw groupFull(full);
  return { sessions, places };
}
