import '@mantine/dates/styles.layer.css';
import { DateInput } from '@mantine/dates';
import type { DateInputProps } from '@mantine/dates';

/** A clinic day, typed or picked: "2026-11-23" in, "2026-11-23" out. Import it from its own file: the calendar loads with it. */
export function DayInput(props: Omit<DateInputProps, 'valueFormat'>) {
  return <DateInput size="sm" valueFormat="MMM D, YYYY" placeholder="Month day, year" hideOutsideDates ariaLabels={ARIA_LABELS} popoverProps={{ withinPortal: true, shadow: 'md' }} {...props} />;
}

const ARIA_LABELS = {
  monthLevelControl: 'Choose a month',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  yearLevelControl: 'Choose a year',
  previousYear: 'Previous year',
  nextYear: 'Next year',
  previousDecade: 'Previous ten years',
  nextDecade: 'Next ten years',
};
