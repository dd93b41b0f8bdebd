import type { Approval, Ripple, StrandedSession, WeekAtStake } from '../api/absence';

/** What is decided about a session, as one word of a list: `substitute:<id>`, `room:<id>`, `without`, `cancel`, `keep`. */
export type Decision = string;

/** Decisions by session; what nobody touched stays as suggested. */
export type Decisions = Readonly<Record<string, Decision>>;

/** What is proposed for a session. */
export function suggestionOf({ suggestion }: StrandedSession): Decision {
  if (suggestion.staffId !== null) return `substitute:${suggestion.staffId}`;
  return suggestion.roomId === null ? suggestion.action : `room:${suggestion.roomId}`;
}

export function decisionFor(session: StrandedSession, decisions: Decisions): Decision {
  const made = decisions[session.id];
  return made !== undefined && optionsOf(session).some((one) => one.value === made) ? made : suggestionOf(session);
}

const REASON_WORDS: Record<string, string> = { knows_them: 'knows them', within_said_hours: 'works then', free_day: 'nothing else that day' };

/** Everything that can be done about a session, the best first. */
export function optionsOf(session: StrandedSession): { value: Decision; label: string; hint?: string }[] {
  return [
    ...session.substitutes.map(({ staffId, name, reasons }) => ({ value: `substitute:${staffId}`, label: name, ...(reasons.length > 0 ? { hint: reasons.map((reason) => REASON_WORDS[reason] ?? reason).join(', ') } : {}) })),
    ...session.rooms.map(({ id, name, capacity }) => ({ value: `room:${id}`, label: name, hint: `holds ${capacity}` })),
    ...(session.staff.length > 1 && session.rooms.length === 0 ? [{ value: 'without', label: 'The others carry on' }] : []),
    ...(session.present ? [] : [{ value: 'cancel', label: 'Cancel it' }]),
    { value: 'keep', label: 'Leave it as it is' },
  ];
}

/** The decisions as the server takes them. */
export function choicesOf(ripple: Ripple, decisions: Decisions): Approval['choices'] {
  return ripple.sessions.map((session) => {
    const [action, id] = decisionFor(session, decisions).split(':') as [Approval['choices'][number]['action'], string | undefined];
    return { sessionId: session.id, version: session.version, action, ...(action === 'substitute' && id ? { staffId: id } : {}), ...(action === 'room' && id ? { roomId: id } : {}) };
  });
}

/** A client's week, short by what is to be cancelled. */
export interface ShortWeek {
  week: WeekAtStake;
  lost: number;
  shortBy: number;
}

/** Whose week falls short by these decisions, those who miss most first. */
export function shortWeeks(ripple: Ripple, decisions: Decisions): ShortWeek[] {
  const cancelled = new Set(ripple.sessions.filter((one) => decisionFor(one, decisions) === 'cancel').map((one) => one.id));
  return ripple.weeks
    .map((week) => {
      const lost = week.sessions.reduce((sum, one) => (cancelled.has(one.sessionId) ? sum + one.minutes : sum), 0);
      return { week, lost, shortBy: Math.max(0, week.prescribedMinutes - (week.projectedMinutes - lost)) };
    })
    .filter((one) => one.lost > 0 && one.shortBy > 0)
    .sort((a, b) => b.shortBy - a.shortBy);
}

/** How many sessions go which way. */
export function countOf(ripple: Ripple, decisions: Decisions): Record<'substitute' | 'room' | 'without' | 'cancel' | 'keep', number> {
  const counts = { substitute: 0, room: 0, without: 0, cancel: 0, keep: 0 };
  for (const session of ripple.sessions) counts[decisionFor(session, decisions).split(':')[0] as keyof typeof counts]++;
  return counts;
}
