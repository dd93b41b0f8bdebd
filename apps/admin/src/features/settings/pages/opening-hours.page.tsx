import { Box, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { id, useUrlFilters } from '@/lib/url-filters';
import { ErrorState, FilterBar, LoadingBlock, Page, ZoneNote, toast, useRecordForm, useUnsavedGuard } from '@/ui';
import { FormProblem } from '@/ui/form-parts';
import { WeekEditor } from '@/ui/week-editor';
import type { WeekForm } from '@/ui/week-editor';
import { readOpeningHours, readRoomChoice, setOpeningHours, settingsKeys } from '../api/settings';
import type { Hours, OpeningWeek } from '../api/settings';
import { SETTINGS_TABS } from '../components/settings-tabs';

const FILTERS = { room: id() };
const CLINIC = 'clinic';

/** When the clinic is open, and the rooms that keep hours of their own. */
export function OpeningHoursPage() {
  const { clinicId } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const weeks = useQuery({ queryKey: settingsKeys.hours(clinicId), queryFn: () => readOpeningHours(clinicId) });
  const rooms = useQuery({ queryKey: [...settingsKeys.rooms(clinicId), 'choice'], queryFn: () => readRoomChoice(clinicId) });
  const roomId = filters.values.room;
  const own = new Set(weeks.data?.items.flatMap((week) => (week.roomId && week.hours.length > 0 ? [week.roomId] : [])));
  const room = rooms.data?.items.find((one) => one.id === roomId);
  // A room without hours of its own is not among the weeks; its version comes from the room.
  const week: OpeningWeek | undefined =
    weeks.data?.items.find((one) => one.roomId === roomId) ?? (room ? { roomId: room.id, version: room.version, hours: [] } : undefined);

  return (
    <Page title="Opening hours" heading="Settings" description="Sessions are offered within these hours; outside them they need a reason." tabs={SETTINGS_TABS} tab="hours" permission="clinics.manage">
      <FilterBar>
        <Select
          aria-label="Whose hours"
          w={{ base: '100%', xs: 300 }}
          allowDeselect={false}
          searchable
          value={roomId ?? CLINIC}
          onChange={(value) => filters.set({ room: value === CLINIC ? null : value })}
          data={[
            { value: CLINIC, label: 'The clinic' },
            { group: 'Rooms', items: (rooms.data?.items ?? []).map((one) => ({ value: one.id, label: own.has(one.id) ? `${one.name} (own hours)` : one.name })) },
          ]}
        />
      </FilterBar>
      {(weeks.isPending || rooms.isPending) && <LoadingBlock height={420} />}
      {weeks.isError && <ErrorState error={weeks.error} retry={() => void weeks.refetch()} />}
      {weeks.data && rooms.data && week && (
        <Box maw={720}>
          <HoursForm key={`${week.roomId} ${week.version}`} week={week} />
        </Box>
      )}
      {weeks.data && rooms.data && !week && <ErrorState error={null} title="This room is not here any more" />}
    </Page>
  );
}

function HoursForm(props: { week: OpeningWeek }) {
  const { week } = props;
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const record = useRecordForm<{ hours: Hours[] }>({
    initialValues: { hours: week.hours },
    version: week.version,
    save: async ({ hours }, { version }) => setOpeningHours(clinicId, week.roomId, hours, version ?? week.version),
    onSaved: () => {
      toast.done('Hours saved');
      void queries.invalidateQueries({ queryKey: settingsKeys.hours(clinicId) });
      void queries.invalidateQueries({ queryKey: settingsKeys.rooms(clinicId) });
      void queries.invalidateQueries({ queryKey: settingsKeys.clinic(clinicId) });
    },
    latest: async () => {
      const now = (await readOpeningHours(clinicId)).items.find((one) => one.roomId === week.roomId);
      const version = now?.version ?? (await readRoomChoice(clinicId)).items.find((one) => one.id === week.roomId)?.version ?? week.version;
      return { values: { hours: now?.hours ?? [] }, version };
    },
  });
  useUnsavedGuard(record.isDirty && !record.isSaving);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void record.submit();
      }}
    >
      <Stack gap="md">
        <FormProblem record={record} />
        <WeekEditor form={record.form as unknown as WeekForm} list="hours" start="opens" end="closes" emptyLabel={week.roomId === null ? 'Closed' : 'As the clinic'} />
        <ZoneNote />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {record.form.values.hours.length > 0 ? '' : week.roomId === null ? 'Without any hours the clinic is taken to be open all day, every day.' : 'Without hours of its own the room is open when the clinic is.'}
          </Text>
          <Button type="submit" loading={record.isSaving} disabled={!record.isDirty}>
            Save hours
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
