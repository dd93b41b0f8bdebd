/** One client's way through a program, in weeks from this one (negative: past). */
export interface Stay {
  cohort: 'dayA' | 'dayB' | 'eveningA' | 'eveningB' | 'teen';
  admittedWeek: number;
  /** The week whose last day is the last in the program; left out: still here. */
  dischargedWeek?: number;
  /** How often they come: 1 always. */
  faithful: number;
  /** What this client is here to show. */
  shows?: 'at risk by plan' | 'over the maximum' | 'nothing prescribed' | 'misses a lot' | 'comes late' | 'leaves early' | 'excused often' | 'always there';
}

const stays = (cohort: Stay['cohort'], list: [admittedWeek: number, faithful: number, more?: Partial<Stay>][]): Stay[] =>
  list.map(([admittedWeek, faithful, more]) => ({ cohort, admittedWeek, faithful, ...more }));

/** The adults in the order of `ADULTS`; who is left over has no stay yet: intake. */
export const ADULT_STAYS: readonly Stay[] = [
  ...stays('dayA', [
    [-8, 0.97, { dischargedWeek: -3 }], [-8, 0.9, { dischargedWeek: -2 }], [-7, 1, { shows: 'always there' }], [-6, 0.92], [-5, 0.85, { shows: 'comes late' }],
    [-4, 0.95], [-3, 1, { shows: 'over the maximum' }], [-2, 0.6, { shows: 'misses a lot' }], [-1, 0.95], [0, 1],
  ]),
  ...stays('dayB', [
    [-8, 0.93, { dischargedWeek: -1 }], [-7, 0.88], [-6, 0.95, { shows: 'excused often' }], [-5, 1], [-4, 0.9], [-3, 0.94, { shows: 'nothing prescribed' }], [-2, 0.97], [-1, 0.9], [0, 1],
  ]),
  ...stays('eveningA', [
    [-8, 0.9, { dischargedWeek: -4 }], [-8, 0.95, { dischargedWeek: -2 }], [-7, 0.93], [-6, 0.9, { shows: 'leaves early' }], [-5, 0.96], [-4, 0.88], [-3, 0.55, { shows: 'misses a lot' }],
    [-2, 0.94], [-1, 1], [0, 1, { shows: 'at risk by plan' }],
  ]),
  ...stays('eveningB', [[-8, 0.92, { dischargedWeek: -1 }], [-7, 0.95], [-6, 0.9], [-5, 0.87], [-4, 0.97], [-3, 0.93], [-2, 0.9], [-1, 0.95], [0, 1]]),
];

/** The adolescents in the order of `ADOLESCENTS`. */
export const TEEN_STAYS: readonly Stay[] = stays('teen', [
  [-8, 0.95, { dischargedWeek: -2 }], [-7, 0.92], [-6, 0.9], [-5, 0.97], [-4, 0.85], [-3, 0.94], [-2, 0.9], [-1, 1], [0, 1],
]);

/**
 * The same throw every time: a number from 0 up to 1 for a name. (FNV-1a, then a mixing step so that near names are far
 * apart.)
 */
export function chance(...names: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of names.join('|')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
