import { ActionIcon, Button, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconCalendarOff, IconConfetti, IconDoorEnter } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useCan, useClinic } from '@/lib/session';
import { text, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, toast, useConfirm } from '@/ui';
import { closeDays, readClosures, reopenDays, settingsKeys } from '../api/settings';
import { CloseDaysDrawer } from '../components/close-days-drawer';
import { ClosureDrawer } from '../components/closure-drawer';
import { HolidaysDialog } from '../components/holidays-dialog';
import { SETTINGS_TABS } from '../components/settings-tabs';
import { closedRanges, sayDates, sayRange } from '../model/closures';
import type { ClosedRange } from '../model/closures';

const FILTERS = { year: text() };

/** The days the clinic is closed, a year at a time. */
export function ClosuresPage() {
  const { clinicId, timeZone } = useClinic();
  const canEdit = useCan('clinics.manage');
  const queries = useQueryClient();
  const confirm = useConfirm();
  const filters = useUrlFilters(FILTERS);
  const [open, setOpen] = useState<ClosedRange | 'new' | 'holidays' | null>(null);
  const now = today(timeZone);
  const thisYear = Number(now.slice(0, 4));
  const year = /^20\d\d$/.test(filters.values.year) ? filters.values.year : String(thisYear);
  const closures = useQuery({ queryKey: settingsKeys.closuresOf(clinicId, year), queryFn: () => readClosures(clinicId, year) });
  const refresh = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: settingsKeys.closures(clinicId) });
  };
  useHotkey('n', 'Close days', () => setOpen('new'), { enabled: canEdit });

  const reopen = async (range: ClosedRange) => {
    const sure = await confirm({
      title: `Open ${sayDates(range)} again?`,
      message: 'Series do not fill the days by themselves; sessions can be booked on them again, and the weeks ask for their full hours.',
      confirmLabel: 'Open again',
    });
    if (!sure) return;
    try {
      await reopenDays(clinicId, { from: range.from, to: range.to });
      toast.done(`${sayDates(range)} open again`, {
        undo: async () => {
          await closeDays(clinicId, { from: range.from, to: range.to, reason: range.reason });
          refresh();
        },
      });
      refresh();
    } catch (error) {
      toast.failed(error);
    }
  };

  const add = canEdit && (
    <>
      <Button variant="default" leftSection={<IconConfetti size={16} />} onClick={() => setOpen('holidays')} disabled={!closures.data}>
        Holidays
      </Button>
      <Button leftSection={<IconCalendarOff size={16} />} onClick={() => setOpen('new')}>
        Close days
      </Button>
    </>
  );
  const years = [thisYear - 1, thisYear, thisYear + 1].map(String);
  return (
    <Page title="Closed days" heading="Settings" description="Series skip these days, and the week asks for less." tabs={SETTINGS_TABS} tab="closures" actions={add} permission="clinics.manage">
      <FilterBar>
        <SegmentedControl aria-label="Year" data={years.includes(year) ? years : [...years, year]} value={year} onChange={(next) => filters.set({ year: next === String(thisYear) ? '' : next })} />
      </FilterBar>
      <DataTable
        label={`Closed days of ${year}`}
        rows={closedRanges(closures.data?.items ?? [])}
        isLoading={closures.isPending}
        error={closures.error}
        retry={() => void closures.refetch()}
        rowKey={(range) => range.from}
        {...(canEdit ? { onRow: setOpen } : {})}
        isRowDimmed={(range) => range.to < now}
        columns={[
          { key: 'days', header: 'Days', width: '40%', cell: (range) => sayRange(range) },
          { key: 'reason', header: 'Reason', cell: (range) => range.reason },
          { key: 'length', header: 'Length', width: 110, align: 'right', hideBelow: 'sm', cell: (range) => <Text c="dimmed" size="sm">{range.days.length === 1 ? '1 day' : `${range.days.length} days`}</Text> },
        ]}
        {...(canEdit
          ? {
              rowActions: (range: ClosedRange) => (
                <Tooltip label="Open again">
                  <ActionIcon aria-label={`Open ${sayDates(range)} again`} onClick={() => void reopen(range)}>
                    <IconDoorEnter size={17} />
                  </ActionIcon>
                </Tooltip>
              ),
            }
          : {})}
        empty={{ title: `Open every day of ${year}`, text: 'Add holidays and breaks, so that series skip them and the hours of those weeks are asked for in proportion.', action: add }}
      />
      {open === 'new' && <CloseDaysDrawer day={year === String(thisYear) ? now : `${year}-01-01`} onClose={() => setOpen(null)} onSaved={refresh} />}
      {open === 'holidays' && closures.data && <HolidaysDialog year={Number(year)} closed={new Set(closures.data.items.map((one) => one.day))} onClose={() => setOpen(null)} onSaved={refresh} />}
      {open !== null && typeof open === 'object' && <ClosureDrawer range={open} onClose={() => setOpen(null)} onSaved={refresh} />}
    </Page>
  );
}
