import { Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { ErrorState, LoadingBlock, ScreenLink } from '@/ui';
import { WeekLedger } from '@/ui/week-ledger';
import { chartKeys, readLedger } from '../api/chart';
import { sayWeekDays } from '../model/stay';

/** One week of a stay, down to the minute. */
export function WeekLedgerDrawer(props: { episodeId: string; weekStart: string; onClose: () => void }) {
  const { episodeId, weekStart } = props;
  const { clinicId } = useClinic();
  const ledger = useQuery({ queryKey: chartKeys.ledger(clinicId, episodeId, weekStart), queryFn: () => readLedger(clinicId, episodeId, weekStart), staleTime: 0 });
  return (
    <Drawer opened onClose={props.onClose} size="lg" title={`Ledger of the week ${sayWeekDays(weekStart)}`}>
      <Stack gap="md">
        {ledger.isError && <ErrorState error={ledger.error} retry={() => void ledger.refetch()} />}
        {ledger.isPending && <LoadingBlock />}
        {ledger.data && <WeekLedger ledger={ledger.data} />}
        <ScreenLink to={{ screen: 'hours', search: { week: weekStart } }} size="sm">
          Everybody’s hours of this week
        </ScreenLink>
      </Stack>
    </Drawer>
  );
}
