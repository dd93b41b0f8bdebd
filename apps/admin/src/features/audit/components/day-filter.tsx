import '@mantine/dates/styles.layer.css';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { addDays, formatDate, today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';

/** From a day to a day, both included, in the clinic's calendar. */
export function DayFilter(props: { from: string | null; to: string | null; onChange: (from: string | null, to: string | null) => void }) {
  const { timeZone } = useClinic();
  const now = today(timeZone);
  return (
    <DatePickerInput
      type="range"
      aria-label={`Days: ${props.from && props.to ? `${formatDate(props.from)} – ${formatDate(props.to)}` : 'Every day'}`}
      placeholder="Every day"
      leftSection={<IconCalendar size={16} aria-hidden />}
      leftSectionPointerEvents="none"
      w={{ base: '100%', xs: 230 }}
      clearable
      allowSingleDateInRange
      valueFormat="MMM D, YYYY"
      maxDate={now}
      value={[props.from, props.to]}
      onChange={([from, to]) => {
        // Half a range is not a filter yet.
        if ((from === null) === (to === null)) props.onChange(from, to);
      }}
      presets={[
        { label: 'Today', value: [now, now] },
        { label: 'Yesterday', value: [addDays(now, -1), addDays(now, -1)] },
        { label: 'Last 7 days', value: [addDays(now, -6), now] },
        { label: 'Last 30 days', value: [addDays(now, -29), now] },
      ]}
      clearButtonProps={{ 'aria-label': 'Every day' }}
    />
  );
}
