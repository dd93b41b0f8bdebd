import type { PhaseValues } from '../api/programs';

/** A taper at a glance: how long it is and what it adds up to. */
export function taperLength(phases: readonly PhaseValues[]): { weeks: number; minutes: number } {
  return phases.reduce((sum, phase) => ({ weeks: sum.weeks + phase.weeks, minutes: sum.minutes + phase.weeks * phase.minutesPerWeek }), { weeks: 0, minutes: 0 });
}

/** A step moved up (-1) or down (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index + by, 0, one);
  return next;
}

/** The step that usually comes after the last: fewer days, as many hours a day. */
export function nextStep(phases: readonly PhaseValues[], minimum: { minutes: number; days: number }): PhaseValues {
  const last = phases.at(-1);
  if (!last) return { name: 'Intensive', weeks: 4, minutesPerWeek: Math.round((minimum.minutes / minimum.days) * 5), daysPerWeek: 5 };
  const days = Math.max(1, last.daysPerWeek - 2);
  const perDay = last.daysPerWeek > 0 ? last.minutesPerWeek / last.daysPerWeek : 180;
  return { name: 'Step-down', weeks: last.weeks, minutesPerWeek: Math.round((perDay * days) / 30) * 30, daysPerWeek: days };
}
