import { Box, Button, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { screenAddress } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { ErrorState, LoadingBlock, Page, Section, ZoneNote, toast, useRecordForm, useUnsavedGuard } from '@/ui';
import { FormProblem } from '@/ui/form-parts';
import { changeClinic, readClinic, settingsKeys } from '../api/settings';
import type { Clinic, ClinicValues } from '../api/settings';
import { ClinicFields } from '../components/clinic-fields';
import { NewClinicDrawer } from '../components/new-clinic-drawer';
import { SETTINGS_TABS } from '../components/settings-tabs';

const valuesOf = (clinic: Clinic): ClinicValues => ({ name: clinic.name, slug: clinic.slug, timeZone: clinic.timeZone, phone: clinic.phone ?? '', address: clinic.address ?? '' });

/** The clinic itself: what it is called, where it is, which clock it keeps. `before` stands above it: what is still to be set up. */
export function ClinicPage(props: { before?: ReactNode }) {
  const { clinicId } = useClinic();
  const canEdit = useCan('clinics.manage');
  const [opening, setOpening] = useState(false);
  const clinic = useQuery({ queryKey: settingsKeys.clinic(clinicId), queryFn: () => readClinic(clinicId) });
  const add = canEdit && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setOpening(true)}>
      New clinic
    </Button>
  );
  return (
    <Page title="Settings" description="The clinic, its rooms and its calendar." tabs={SETTINGS_TABS} tab="clinic" actions={add} permission="clinics.manage">
      <Box maw={720}>
        {props.before}
        {clinic.isPending && <LoadingBlock />}
        {clinic.isError && <ErrorState error={clinic.error} retry={() => void clinic.refetch()} />}
        {clinic.data && <ClinicForm clinic={clinic.data} />}
      </Box>
      {opening && (
        <NewClinicDrawer
          onClose={() => setOpening(false)}
          // A new clinic brings new rights: the whole application is read again, at its settings.
          onOpened={(made) => window.location.assign(screenAddress(made.slug, { screen: 'settings' }))}
        />
      )}
    </Page>
  );
}

function ClinicForm(props: { clinic: Clinic }) {
  const { clinic } = props;
  const queries = useQueryClient();
  const record = useRecordForm<ClinicValues>({
    initialValues: valuesOf(clinic),
    version: clinic.version,
    save: async (values, { version }) => {
      const saved = await changeClinic(clinic.id, values, version ?? clinic.version);
      record.reset(valuesOf(saved), saved.version);
      queries.setQueryData(settingsKeys.clinic(clinic.id), saved);
      toast.done('Clinic saved');
      // Its address and its clock are everywhere on screen.
      if (saved.slug !== clinic.slug || saved.timeZone !== clinic.timeZone) window.location.assign(screenAddress(saved.slug, { screen: 'settings' }));
    },
    latest: async () => {
      const now = await readClinic(clinic.id);
      return { values: valuesOf(now), version: now.version };
    },
  });
  useUnsavedGuard(record.isDirty && !record.isSaving);
  return (
    <Section title="The clinic">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void record.submit();
        }}
      >
        <Stack gap="md">
          <FormProblem record={record} />
          <ClinicFields record={record} />
          <ZoneNote />
          <Group justify="flex-end">
            <Button type="submit" loading={record.isSaving} disabled={!record.isDirty}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
