/** How a client week stands. */
export const STANDINGS = ['met', 'on_track', 'at_risk', 'short', 'over'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Why it stands so; the code decides the sentence. */
export type StandingReason =
  | 'above_maximum'
  | 'nothing_prescribed'
  | 'attended_enough'
  | 'booked_enough'
  | 'booked_enough_once_recorded'
  | 'too_little_booked'
  | 'nothing_bookable'
  | 'attendance_owed'
  | 'week_over';

/** What a standing follows from. All in whole minutes. */
export interface StandingFacts {
  readonly prescribed: number;
  readonly attended: number;
  /** Booked and not yet recorded, also in sessions that are past. */
  readonly planned: number;
  /** The policy's weekly maximum; null where it sets none. */
  readonly maximum: number | null;
  readonly weekOver: boolean;
  /** Whether a session could still be booked this week. */
  readonly bookableLeft: boolean;
  /** The part of planned whose session is over and nobody recorded: attendance owed. */
  readonly owedMinutes: number;
}

/** A standing with its reason and the minutes that explain it. */
export interface ClientWeekStanding {
  readonly standing: Standing;
  readonly reason: StandingReason;
  /** Minutes missing to the prescription: by what is planned too, or, once the week is over, by what was attended. */
  readonly shortBy: number;
  /** Minutes above the policy's maximum. */
  readonly overBy: number;
  readonly prescribed: number;
  readonly attended: number;
  readonly planned: number;
  readonly owedMinutes: number;
}

/**
 * How a client week stands (domain, rules of the week). The first that holds, in this order:
 * over, attended and planned pass the maximum, also when the prescription is met, because a level of care is in question;
 * met, attended reaches the prescription, so a week that asks for nothing (closed throughout) is met;
 * short, the week is over: what is still booked was not recorded, and the reason says so, for recording may mend it;
 * on track, attended and planned reach the prescription;
 * at risk while something can still be booked, short when nothing can.
 */
export function standing(facts: StandingFacts): ClientWeekStanding {
  const { prescribed, attended, planned, maximum, owedMinutes } = facts;
  const projected = attended + planned;
  const reason = reasonOf(facts);
  return {
    standing: STANDING_BY_REASON[reason],
    reason,
    shortBy: Math.max(0, prescribed - (facts.weekOver ? attended : projected)),
    overBy: maximum === null ? 0 : Math.max(0, projected - maximum),
    prescribed,
    attended,
    planned,
    owedMinutes,
  };
}

/** How a week stands and no more: for the hundreds of past weeks a page shows beside its own. */
export function standingName(facts: StandingFacts): Standing {
  return STANDING_BY_REASON[reasonOf(facts)];
}

const STANDING_BY_REASON: Record<StandingReason, Standing> = {
  above_maximum: 'over',
  nothing_prescribed: 'met',
  attended_enough: 'met',
  attendance_owed: 'short',
  week_over: 'short',
  booked_enough: 'on_track',
  booked_enough_once_recorded: 'on_track',
  too_little_booked: 'at_risk',
  nothing_bookable: 'short',
};

function reasonOf({ prescribed, attended, planned, maximum, weekOver, bookableLeft, owedMinutes }: StandingFacts): StandingReason {
  const projected = attended + planned;
  if (maximum !== null && projected > maximum) return 'above_maximum';
  if (attended >= prescribed) return prescribed === 0 ? 'nothing_prescribed' : 'attended_enough';
  if (weekOver) return owedMinutes > 0 ? 'attendance_owed' : 'week_over';
  if (projected >= prescribed) return projected - owedMinutes < prescribed ? 'booked_enough_once_recorded' : 'booked_enough';
  return bookableLeft ? 'too_little_booked' : 'nothing_bookable';
}

/** The reason as a sentence for the screen: "2 h short: the week is over." */
export function reasonSentence(week: ClientWeekStanding): string {
  const [shortBy, owed] = [hoursText(week.shortBy), hoursText(week.owedMinutes)];
  switch (week.reason) {
    case 'above_maximum':
      return `${hoursText(week.overBy)} above the weekly maximum: ${hoursText(week.attended)} attended, ${hoursText(week.planned)} planned.`;
    case 'nothing_prescribed':
      return 'Nothing prescribed this week.';
    case 'attended_enough':
      return `${hoursText(week.attended)} attended of ${hoursText(week.prescribed)} prescribed.`;
    case 'booked_enough':
      return `${hoursText(week.attended)} attended and ${hoursText(week.planned)} planned reach the ${hoursText(week.prescribed)} prescribed.`;
    case 'booked_enough_once_recorded':
      return `On track once ${owed} of past attendance are recorded.`;
    case 'too_little_booked':
      return `${shortBy} short of ${hoursText(week.prescribed)}, with time left to book.`;
    case 'nothing_bookable':
      return `${shortBy} short of ${hoursText(week.prescribed)}, and nothing can be booked any more this week.`;
    case 'attendance_owed':
      return `${shortBy} short: the week is over and ${owed} of attendance are still to be recorded.`;
    case 'week_over':
      return `${shortBy} short: the week is over.`;
  }
}

/** Minutes as people say hours: 45 min, 9 h, 1 h 30 min. */
export function hoursText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
