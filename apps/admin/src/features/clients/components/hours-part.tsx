import { Anchor, Select, Text } from '@mantine/core';
import { formatDate } from '@/lib/clinic-time';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { day, id, useUrlFilters } from '@/lib/url-filters';
import { DataTable, EmptyState, HoursBar, StandingBadge } from '@/ui';
import { chartKeys, readWeeks } from '../api/chart';
import type { Chart, Week } from '../api/chart';
import { leadingStay, sayPolicy, sayWeekDays } from '../model/stay';
import classes from './client-cells.module.css';
import { WeekLedgerDrawer } from './week-ledger-drawer';

/** Which stay, and the week whose ledger is open: the hours board links here. */
const FILTERS = { stay: id(), week: day() };

/** The stay week by week: what was asked, what was attended, how it stands and why. */
export function HoursPart(props: { chart: Chart }) {
  const { clinicId } = useClinic();
  const first = leadingStay(props.chart);
  const filters = useUrlFilters(FILTERS);
  const { stay: chosen, week: opened } = filters.values;
  const stay = props.chart.stays.find((one) => one.id === chosen) ?? first;
  const list = useKeyset<Week>({
    queryKey: chartKeys.weeks(clinicId, props.chart.client.id, stay?.id ?? ''),
    fetchPage: (cursor, signal) => readWeeks(clinicId, stay?.id ?? '', cursor, signal),
    enabled: stay !== undefined,
  });
  if (!stay) return <EmptyState title="No hours yet">Hours are counted from the admission on.</EmptyState>;
  return (
    <>
      {props.chart.stays.length > 1 && (
        <Select
          label="Stay"
          w={{ base: '100%', xs: 320 }}
          mb="sm"
          allowDeselect={false}
          value={stay.id}
          onChange={(picked) => picked && filters.set({ stay: picked, week: null })}
          data={props.chart.stays.map((one) => ({ value: one.id, label: `${one.programName}, from ${formatDate(one.admittedOn)}` }))}
        />
      )}
      <DataTable
        label="Weeks"
        list={list}
        rowKey={(week) => week.weekStart}
        columns={[
          { key: 'week', header: 'Week', width: 190, cell: (week) => <span className={classes.number}>{sayWeekDays(week.weekStart)}</span> },
          {
            key: 'bar',
            header: 'Hours',
            cell: (week) => <HoursBar attendedMinutes={week.attendedMinutes} plannedMinutes={week.plannedMinutes} prescribedMinutes={week.prescribedMinutes} maximumMinutes={week.maximumMinutes} withText />,
          },
          { key: 'days', header: 'Days', width: 90, hideBelow: 'sm', cell: (week) => `${week.daysAttended}${week.prescribedDays === null ? '' : ` of ${week.prescribedDays}`}` },
          {
            key: 'standing',
            header: 'Standing',
            cell: (week) => (
              <div>
                <StandingBadge standing={week.standing} />
                <Text size="sm" c="dimmed" mt={2}>
                  {week.sentence}
                  {week.arithmetic ? ` ${week.arithmetic}` : ''}
                </Text>
                <Text size="xs" c="dimmed">
                  {sayPolicy(week)}
                </Text>
                <Anchor component="button" type="button" size="xs" onClick={() => filters.set({ week: week.weekStart })}>
                  The week’s ledger
                </Anchor>
              </div>
            ),
          },
        ]}
        empty={{ title: 'No weeks yet', text: 'The first week shows here once the stay has begun.' }}
      />
      {opened && <WeekLedgerDrawer episodeId={stay.id} weekStart={opened} onClose={() => filters.set({ week: null })} />}
    </>
  );
}
