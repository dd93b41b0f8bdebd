import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, ZoneNote } from '@/ui';
import { WeekStrip } from '@/ui/week-strip';
import { readAvailability, teamKeys } from '../api/team';
import type { AvailabilityPeriod } from '../api/team';
import { weeksFrom } from '../model/working-weeks';
import { AvailabilityDrawer } from './availability-drawer';

/** The weeks somebody works: the one that holds, and those to come. */
export function AvailabilityPart(props: { staffId: string }) {
  const { staffId } = props;
  const { clinicId, timeZone } = useClinic();
  const canEdit = useCan('team.write');
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const availability = useQuery({ queryKey: teamKeys.availability(clinicId, staffId), queryFn: () => readAvailability(clinicId, staffId) });
  if (availability.isPending) return <LoadingBlock />;
  if (availability.isError) return <ErrorState error={availability.error} retry={() => void availability.refetch()} />;
  const { now, later } = weeksFrom(availability.data.items, today(timeZone));
  const change = canEdit && (
    <Button variant="default" leftSection={<IconCalendarTime size={16} />} onClick={() => setEditing(true)}>
      {now ? 'Change the week' : 'Say when they work'}
    </Button>
  );
  return (
    <>
      {!now && later.length === 0 ? (
        <EmptyState title="Has not said when they work" action={change}>
          Until then they can be planned at any time the clinic is open.
        </EmptyState>
      ) : (
        <Stack gap="md">
          {now && <Week title="Now" period={now} />}
          {later.map((period) => (
            <Week key={period.from} title="Later" period={period} isLater />
          ))}
          <Group justify="space-between">
            <ZoneNote />
            {change}
          </Group>
        </Stack>
      )}
      {editing && (
        <AvailabilityDrawer
          staffId={staffId}
          availability={availability.data}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            void queries.invalidateQueries({ queryKey: teamKeys.one(clinicId, staffId) });
          }}
        />
      )}
    </>
  );
}

function Week(props: { title: string; period: AvailabilityPeriod; isLater?: boolean }) {
  const { from, to } = props.period;
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">{props.title}</Title>
        <Text size="sm" c="dimmed">
          {to ? `${formatDate(from)} – ${formatDate(to)}` : `${props.isLater ? 'from' : 'since'} ${formatDate(from)}`}
        </Text>
      </Group>
      <WeekStrip stretches={props.period.stretches.map((one) => ({ weekday: one.weekday, from: one.starts, until: one.ends }))} emptyLabel="Off" />
    </Card>
  );
}
