import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ProblemAlert, toast } from '@/ui';
import { closeDays } from '../api/settings';
import { usHolidays } from '../model/closures';

/** Closes the clinic on holidays of a year, those chosen, in one go. */
export function HolidaysDialog(props: { year: number; closed: ReadonlySet<string>; onClose: () => void; onSaved: () => void }) {
  const { clinicId } = useClinic();
  const holidays = usHolidays(props.year);
  const open = holidays.filter((one) => !props.closed.has(one.day));
  const [chosen, setChosen] = useState<string[]>(open.map((one) => one.day));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      for (const one of open.filter((holiday) => chosen.includes(holiday.day))) await closeDays(clinicId, { from: one.day, to: one.day, reason: one.reason });
      toast.done(`${chosen.length} ${chosen.length === 1 ? 'holiday' : 'holidays'} closed`);
      props.onSaved();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={props.onClose} title={`Holidays of ${props.year}`}>
      <Stack gap="md">
        {error !== null && <ProblemAlert error={error} />}
        <Checkbox.Group value={chosen} onChange={setChosen} aria-label="Holidays to close on">
          <Stack gap="xs">
            {holidays.map((one) => {
              const isClosed = props.closed.has(one.day);
              return <Checkbox key={one.day} value={one.day} label={`${one.reason}, ${formatDay(one.day, one.day)}${isClosed ? ' (closed already)' : ''}`} disabled={isClosed} />;
            })}
          </Stack>
        </Checkbox.Group>
        <Text size="sm" c="dimmed">
          Federal holidays of the United States. A holiday on a weekend closes that day only; close the weekday beside it yourself if you do.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button loading={busy} disabled={chosen.length === 0} onClick={() => void save()}>
            Close {chosen.length} {chosen.length === 1 ? 'day' : 'days'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
