import type { Schema } from './api/http';
import { formatDay } from './clinic-time';
import { formatMinutes } from './minutes';

type Prescription = Schema<'WeekLedgerDto'>['prescription'];

const WHY = { before_admission: 'before the admission', after_discharge: 'after the discharge', closed: 'closed', not_prescribed: 'nothing is ordered yet' } as const;

/** How a week's prescription came about, day by day and as one sum, in words. */
export function prescriptionWords(prescription: Prescription): string[] {
  const counted = prescription.days.filter((day) => day.outside === null);
  const outside = prescription.days.filter((day) => day.outside !== null);
  const days = (list: Prescription['days']) => list.map((day) => formatDay(day.day)).join('; ');
  if (!prescription.prorate) return ['The policy asks partial weeks for all of it.', `${formatMinutes(prescription.minutes)} is what is ordered on the first day of the week in the stay.`];
  return [
    `${counted.length} of ${prescription.programDays} program days count${counted.length > 0 ? `: ${days(counted)}` : ''}.`,
    ...(Object.keys(WHY) as (keyof typeof WHY)[]).flatMap((why) => {
      const left = outside.filter((day) => day.outside === why);
      return left.length === 0 ? [] : [`Not counted, ${WHY[why]}: ${days(left)}.`];
    }),
    sumOf(prescription, counted),
  ];
}

/** "3 × 9 h ÷ 5 = 5 h 24 min", or with several orders "(2 × 15 h + 3 × 9 h) ÷ 5 = 11 h 24 min". */
function sumOf(prescription: Prescription, counted: Prescription['days']): string {
  const orders = new Map<number, { days: number; phase: string | null }>();
  for (const { minutesPerWeek, phaseName } of counted) {
    const order = orders.get(minutesPerWeek ?? 0) ?? { days: 0, phase: phaseName };
    orders.set(minutesPerWeek ?? 0, { ...order, days: order.days + 1 });
  }
  const terms = [...orders].map(([minutes, { days, phase }]) => `${days} × ${formatMinutes(minutes)}${phase === null ? '' : ` (${phase})`}`);
  if (terms.length === 0) return `Nothing counts, so nothing is asked.`;
  return `${terms.length === 1 ? terms[0] : `(${terms.join(' + ')})`} a week ÷ ${prescription.programDays} days = ${formatMinutes(prescription.minutes)}.`;
}
