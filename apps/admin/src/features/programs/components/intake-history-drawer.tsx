import { Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ErrorState, LoadingBlock, PersonName, Section } from '@/ui';
import { intakeKeys, readEntry } from '../api/intake';
import type { IntakeEntry } from '../api/intake';
import type { Program } from '../api/programs';
import { OUTCOMES, WAYS, sayMove, sayReason } from '../model/intake';
import classes from './intake-part.module.css';

/** Everything that became of somebody who waits: who moved them when and why, and who tried to tell them. */
export function IntakeHistoryDrawer(props: { program: Program; entry: IntakeEntry; onClose: () => void }) {
  const { program, entry } = props;
  const { clinicId, timeZone } = useClinic();
  const found = useQuery({ queryKey: intakeKeys.entry(clinicId, program.id, entry.id), queryFn: () => readEntry(clinicId, entry.id) });
  return (
    <Drawer opened onClose={props.onClose} title="What has happened" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <PersonName {...entry.client} fw={600} />
        {found.isPending && <LoadingBlock height={120} />}
        {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <>
            <Section title="In line">
              <ol className={classes.history}>
                {found.data.moves.map((one) => (
                  <li key={one.id}>
                    <Text fw={500}>{sayMove(one)}</Text>
                    {one.reason && <Text size="sm">{sayReason(one.reason)}</Text>}
                    <Text size="xs" c="dimmed">
                      {formatDateTime(one.at, timeZone)} · {one.by}
                    </Text>
                  </li>
                ))}
              </ol>
            </Section>
            <Section title="Attempts to tell them">
              {found.data.contacts.length === 0 && <Text c="dimmed">None yet.</Text>}
              <ol className={classes.history}>
                {found.data.contacts.map((one) => (
                  <li key={one.id}>
                    <Text fw={500}>
                      {WAYS[one.how]}: {OUTCOMES[one.outcome].toLowerCase()}
                    </Text>
                    {one.note && <Text size="sm">{one.note}</Text>}
                    <Text size="xs" c="dimmed">
                      {formatDateTime(one.triedAt, timeZone)} · {one.by}
                    </Text>
                  </li>
                ))}
              </ol>
            </Section>
          </>
        )}
      </Stack>
    </Drawer>
  );
}
