import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDayLong, formatTimeRange, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useClinic } from '@/lib/session';
import { day, useUrlFilters } from '@/lib/url-filters';
import { EmptyState, ErrorState, LoadingBlock, Page } from '@/ui';
import { attendanceKeys, readSheets } from '../api/attendance';
import type { SignInSheet } from '../api/attendance';
import classes from './sign-in-sheets.module.css';

const FILTERS = { day: day() };
/** Rows for walk-ins a sheet has at most. */
const BLANK_ROWS = 3;

/** The sheets of a day to sign in on, each on a page of its own; initials only, for others read what lies on the table. */
export function SignInSheetsPage() {
  const { clinicId, timeZone } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const shown = filters.values.day ?? today(timeZone);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const sheets = useQuery({ queryKey: attendanceKeys.sheets(clinicId, shown), queryFn: ({ signal }) => readSheets(clinicId, shown, signal) });
  const items = sheets.data?.items ?? [];
  const chosen = items.filter((sheet) => !left.has(sheet.sessionId));
  const print = () => window.print();
  useHotkey('p', 'Print', print, { enabled: chosen.length > 0 });
  const toggle = (sessionId: string) =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(sessionId)) after.add(sessionId);
      return after;
    });
  return (
    <Page
      title="Sign-in sheets"
      description={formatDayLong(shown)}
      permission="attendance.read"
      bareOnPaper
      breadcrumbs={[{ label: 'Check-in', to: { screen: 'checkIn', search: { day: filters.values.day ?? undefined } } }]}
      actions={
        <Button leftSection={<IconPrinter size={18} />} disabled={chosen.length === 0} onClick={print}>
          Print {chosen.length === 1 ? '1 sheet' : `${chosen.length} sheets`}
        </Button>
      }
    >
      {sheets.isPending && <LoadingBlock height={320} />}
      {sheets.isError && <ErrorState error={sheets.error} retry={() => void sheets.refetch()} />}
      {sheets.data && items.length === 0 && <EmptyState title="No sessions on this day">What is booked for a day can be printed here.</EmptyState>}
      {items.length > 0 && (
        <Stack gap={6} mb="lg" data-print="hide">
          <Text c="dimmed">Initials only. Nothing on a sheet says what a session is about; two people with the same initials are told apart by the end of their chart number.</Text>
          <Group gap="md">
            {items.map((sheet) => (
              <Checkbox key={sheet.sessionId} label={`${formatTimeRange(sheet.startsAt, sheet.endsAt, timeZone)}, ${where(sheet)}`} checked={!left.has(sheet.sessionId)} onChange={() => toggle(sheet.sessionId)} />
            ))}
          </Group>
        </Stack>
      )}
      {chosen.map((sheet) => (
        <Sheet key={sheet.sessionId} sheet={sheet} day={shown} clinicName={sheets.data?.clinicName ?? ''} />
      ))}
    </Page>
  );
}

function Sheet({ sheet, day: on, clinicName }: { sheet: SignInSheet; day: string; clinicName: string }) {
  const { timeZone } = useClinic();
  const rows = [...sheet.people, ...Array<string>(Math.min(sheet.free, BLANK_ROWS)).fill('')];
  const title = `${formatTimeRange(sheet.startsAt, sheet.endsAt, timeZone)}, ${where(sheet)}`;
  return (
    <section className={classes.sheet} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.about}>{[clinicName, formatDayLong(on), sheet.staff.join(' and ')].filter(Boolean).join(' · ')}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Initials</th>
            <th scope="col">Came</th>
            <th scope="col">Left</th>
            <th scope="col">Signature</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((initials, at) => (
            <tr key={`${initials}-${at}`}>
              <td className={classes.number}>{at + 1}</td>
              <td className={classes.initials}>{initials}</td>
              <td className={classes.time} />
              <td className={classes.time} />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function where(sheet: SignInSheet): string {
  return sheet.telehealth ? 'Telehealth' : (sheet.roomName ?? 'No room');
}
