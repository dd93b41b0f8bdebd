import { Drawer, Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime, formatTime } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, PersonName } from '@/ui';
import { attendanceKeys, readMarks } from '../api/attendance';
import type { RosterPlace } from '../api/attendance';

const WORDS: Record<string, string> = { booked: 'not recorded', attended: 'present', late: 'late', left_early: 'left early', no_show: 'no-show', excused: 'excused', cancelled: 'cancelled' };
const KINDS: Record<string, string> = { correction: 'Correction', undo: 'Undone', import: 'Imported', session_changed: 'Session changed', walk_in: 'Walk-in' };

/** Everything ever marked of one place: what it was, what it became, by whom, when and why. */
export function HistoryDrawer(props: { sessionId: string; place: RosterPlace; onClose: () => void }) {
  const { clinicId, timeZone } = useClinic();
  const { sessionId, place } = props;
  const marks = useQuery({ queryKey: attendanceKeys.marks(clinicId, sessionId, place.participationId), queryFn: () => readMarks(clinicId, sessionId, place.participationId), staleTime: 0 });
  return (
    <Drawer opened onClose={props.onClose} title="Who marked what">
      <Stack gap="md">
        <Text fw={600} size="lg">
          <PersonName {...place.client} />
        </Text>
        {marks.isPending && <LoadingBlock />}
        {marks.isError && <ErrorState error={marks.error} retry={() => void marks.refetch()} />}
        {marks.data?.items.length === 0 && <EmptyState title="Nothing is recorded yet" />}
        {marks.data && marks.data.items.length > 0 && (
          <Timeline bulletSize={14} lineWidth={2}>
            {marks.data.items.map((mark) => (
              <Timeline.Item key={mark.id} title={`${capital(WORDS[mark.afterStatus] ?? mark.afterStatus)}${KINDS[mark.kind] ? ` · ${KINDS[mark.kind]}` : ''}`}>
                <Text size="sm">
                  {mark.beforeStatus === mark.afterStatus ? '' : `Was ${WORDS[mark.beforeStatus]}. `}
                  {mark.beforeMinutes === mark.afterMinutes ? '' : `${formatMinutes(mark.beforeMinutes)} became ${formatMinutes(mark.afterMinutes)}. `}
                  {mark.arrivedAt ? `Came ${formatTime(mark.arrivedAt, timeZone)}. ` : ''}
                  {mark.departedAt ? `Left ${formatTime(mark.departedAt, timeZone)}. ` : ''}
                  {mark.reason ? `Reason: ${mark.reason}` : ''}
                </Text>
                <Text size="xs" c="dimmed">
                  {mark.markedBy}, {formatDateTime(mark.markedAt, timeZone)}
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
        )}
      </Stack>
    </Drawer>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
