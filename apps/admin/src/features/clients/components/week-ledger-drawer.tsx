import { Alert, Drawer, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { sayWhyNoneWithin } from '@/lib/authorization-words';
import { addDays, today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ErrorState, LoadingBlock, ScreenLink } from '@/ui';
import { WeekLedger } from '@/ui/week-ledger';
import { authorizationKeys, readMakeUps } from '../api/authorizations';
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
        <NoMakeUpWithin episodeId={episodeId} weekStart={weekStart} />
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

/** Where hours are missing and the payer’s authorization is all that is in the way of a make-up. */
function NoMakeUpWithin({ episodeId, weekStart }: { episodeId: string; weekStart: string }) {
  const { clinicId, timeZone } = useClinic();
  const isOver = addDays(weekStart, 7) <= today(timeZone);
  const makeUps = useQuery({ queryKey: authorizationKeys.makeUps(clinicId, episodeId, weekStart), queryFn: () => readMakeUps(clinicId, episodeId, weekStart), staleTime: 0, enabled: !isOver });
  const why = sayWhyNoneWithin(makeUps.data?.items ?? []);
  if (why === null) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle size={18} />} title="No make-up fits within the authorization">
      {why}
    </Alert>
  );
}
