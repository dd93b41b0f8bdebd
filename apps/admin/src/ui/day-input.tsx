import '@mantine/dates/styles.layer.css';
import { DateInput } from '@mantine/dates';
import type { DateInputProps } from '@mantine/dates';

/** A clinic day, typed or picked: "2026-11-23" in, "2026-11-23" out. Import it from its own file: the calendar loads with it. */
export function DayInput(props: Omit<DateInputProps, 'valueFormat'>) {
  return <DateInput size="sm" valueFormat="MMM D, YYYY" placeholder="Month day, year" popoverProps={{ withinPortal: true, shadow: 'md' }} {...props} />;
}
