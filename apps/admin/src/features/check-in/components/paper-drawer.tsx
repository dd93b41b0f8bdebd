import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addDays, formatDateTime, formatDayLong, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, ScreenLink, toast } from '@/ui';
import { attendanceKeys, makePaper, paperAddress, readPaper } from '../api/attendance';

/** What a clinic works from when nothing else does: tomorrow's rosters, made every evening, and those kept from before. */
export function PaperDrawer(props: { day: string; onClose: () => void }) {
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const paper = useQuery({ queryKey: attendanceKeys.paper(clinicId), queryFn: ({ signal }) => readPaper(clinicId, signal) });
  const mayMake = useCan('attendance.record');
  const make = useMutation({
    mutationFn: (day: string) => makePaper(clinicId, day),
    onSuccess: (list) => {
      queries.setQueryData(attendanceKeys.paper(clinicId), list);
      toast.done('Made as booked now');
    },
    onError: (error) => toast.failed(error),
  });
  const days = [today(timeZone), addDays(today(timeZone), 1)];
  return (
    <Drawer opened onClose={props.onClose} title="On paper">
      <Stack gap="lg">
        <div>
          <Text fw={600}>Sheets to sign in on</Text>
          <Text size="sm" c="dimmed" mb={4}>
            Of {formatDayLong(props.day)}, initials only, a page for each session.
          </Text>
          <ScreenLink to={{ screen: 'signInSheets', search: { day: props.day } }}>Look at the sheets and print</ScreenLink>
        </div>
        <div>
          <Text fw={600}>If the system is out</Text>
          <Text size="sm" c="dimmed" mb="sm">
            Every evening the rosters of the next day are put on a page: initials, times and rooms. Take it before you need it; that you took it is written down.
          </Text>
          {paper.isPending && <LoadingBlock height={120} />}
          {paper.isError && <ErrorState error={paper.error} retry={() => void paper.refetch()} />}
          {paper.data?.items.length === 0 && <EmptyState title="No page yet">The first one is made tonight, or now.</EmptyState>}
          <Stack gap="sm">
            {paper.data?.items.map((one) => (
              <Group key={one.day} justify="space-between" wrap="nowrap">
                <div>
                  <Text fw={500}>{formatDayLong(one.day)}</Text>
                  <Text size="sm" c="dimmed">
                    {one.sessions} sessions, {one.places} people · {formatDateTime(one.madeAt, timeZone)}
                  </Text>
                </div>
                <Button component="a" href={paperAddress(clinicId, one.day)} download variant="default" size="sm" leftSection={<IconDownload size={16} />} aria-label={`Take the page of ${formatDayLong(one.day)}`}>
                  Take
                </Button>
              </Group>
            ))}
          </Stack>
          {mayMake && (
            <Group gap="xs" mt="md">
              {days.map((day, at) => (
                <Button key={day} variant="subtle" size="sm" leftSection={<IconRefresh size={16} />} loading={make.isPending && make.variables === day} onClick={() => make.mutate(day)}>
                  {at === 0 ? 'Make today’s anew' : 'Make tomorrow’s anew'}
                </Button>
              ))}
            </Group>
          )}
        </div>
      </Stack>
    </Drawer>
  );
}
