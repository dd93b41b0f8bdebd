/** The weekdays, 1 Monday to 7 Sunday, as people call them. */
export const WEEKDAYS = [
  { weekday: 1, name: 'Monday', short: 'Mon' },
  { weekday: 2, name: 'Tuesday', short: 'Tue' },
  { weekday: 3, name: 'Wednesday', short: 'Wed' },
  { weekday: 4, name: 'Thursday', short: 'Thu' },
  { weekday: 5, name: 'Friday', short: 'Fri' },
  { weekday: 6, name: 'Saturday', short: 'Sat' },
  { weekday: 7, name: 'Sunday', short: 'Sun' },
] as const;

/** 3 → "Wednesday" */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1]?.name ?? '';
}

/** [1, 2, 3, 4, 5] → "Mon – Fri"; [1, 3, 5] → "Mon, Wed, Fri"; all seven → "Every day". Runs of three and more are joined. */
export function sayWeekdays(weekdays: readonly number[]): string {
  const sorted = [...new Set(weekdays)].sort((a, b) => a - b);
  if (sorted.length === 7) return 'Every day';
  const runs: number[][] = [];
  for (const one of sorted) {
    const run = runs.at(-1);
    if (run && run.at(-1) === one - 1) run.push(one);
    else runs.push([one]);
  }
  const short = (weekday: number | undefined) => WEEKDAYS[(weekday ?? 1) - 1]?.short ?? '';
  return runs.flatMap((run) => (run.length >= 3 ? [`${short(run[0])} – ${short(run.at(-1))}`] : run.map(short))).join(', ');
}
