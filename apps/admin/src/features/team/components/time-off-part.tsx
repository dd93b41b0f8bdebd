import { Button, Text } from '@mantine/core';
import { IconBeach } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { saySpan } from '@/lib/clinic-span';
import { addDays, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, ScreenLink } from '@/ui';
import { readTimeOff, teamKeys } from '../api/team';
import type { TimeOff } from '../api/team';
import { TimeOffDrawer } from './time-off-drawer';

/** When somebody is away: the last month, and all that is known ahead. */
export function TimeOffPart(props: { staffId: string }) {
  const { staffId } = props;
  const { clinicId, timeZone } = useClinic();
  const canEdit = useCan('team.write');
  const queries = useQueryClient();
  const [open, setOpen] = useState<TimeOff | 'new' | null>(null);
  const now = today(timeZone);
  const timeOff = useQuery({ queryKey: teamKeys.timeOff(clinicId, staffId), queryFn: () => readTimeOff(clinicId, staffId, addDays(now, -31), addDays(now, 700)) });
  const add = canEdit && (
    <Button variant="default" leftSection={<IconBeach size={16} />} onClick={() => setOpen('new')}>
      Add time off
    </Button>
  );
  return (
    <>
      <DataTable
        label="Time off"
        rows={timeOff.data?.items ?? []}
        isLoading={timeOff.isPending}
        error={timeOff.error}
        retry={() => void timeOff.refetch()}
        rowKey={(one) => one.id}
        {...(canEdit ? { onRow: setOpen } : {})}
        isRowDimmed={(one) => one.to < now}
        columns={[
          { key: 'when', header: 'When', cell: (one) => saySpan(one, now) },
          { key: 'reason', header: 'Reason', cell: (one) => one.reason },
        ]}
        empty={{ title: 'No time off ahead', text: 'Enter vacations and absences, so that nobody is planned while they are away.', action: add }}
      />
      {timeOff.data && timeOff.data.items.length > 0 && <div style={{ marginTop: 12 }}>{add}</div>}
      {canEdit && (
        <Text size="sm" c="dimmed" mt="sm">
          Sessions are planned then? <ScreenLink to={{ screen: 'absence', search: { staff: staffId } }}>See what it touches and who could step in</ScreenLink>
        </Text>
      )}
      {open && (
        <TimeOffDrawer
          staffId={staffId}
          timeOff={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => {
            setOpen(null);
            void queries.invalidateQueries({ queryKey: teamKeys.timeOff(clinicId, staffId) });
          }}
        />
      )}
    </>
  );
}
