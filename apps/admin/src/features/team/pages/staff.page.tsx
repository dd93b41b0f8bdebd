import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { useScreenParams } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { oneOf, useUrlFilters } from '@/lib/url-filters';
import { ErrorState, LoadingBlock, Page, StatusBadge } from '@/ui';
import { readPerson, teamKeys } from '../api/team';
import { AvailabilityPart } from '../components/availability-part';
import { CredentialsPart } from '../components/credentials-part';
import { OverviewPart } from '../components/overview-part';
import { StaffDrawer } from '../components/staff-drawer';
import { TimeOffPart } from '../components/time-off-part';

const PARTS = ['overview', 'licenses', 'availability', 'time-off'] as const;
const FILTERS = { part: oneOf(PARTS, 'overview') };

/** One person of the team. */
export function StaffPage() {
  const { staffId } = useScreenParams('staff');
  const { clinicId } = useClinic();
  const canEdit = useCan('team.write');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [editing, setEditing] = useState(false);
  const person = useQuery({ queryKey: teamKeys.one(clinicId, staffId), queryFn: () => readPerson(clinicId, staffId) });
  useHotkey('e', 'Edit', () => setEditing(true), { enabled: canEdit });
  const staff = person.data;
  const { part } = filters.values;
  return (
    <Page
      title={staff?.name ?? 'Team'}
      description={staff && [staff.title, staff.disciplineLabel].filter(Boolean).join(' · ')}
      breadcrumbs={[{ label: 'Team', to: { screen: 'team' } }]}
      badge={staff && !staff.active && <StatusBadge tone="off">No longer works here</StatusBadge>}
      actions={
        canEdit &&
        staff && (
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
      tabs={[
        { value: 'overview', label: 'Overview' },
        { value: 'licenses', label: 'Licenses' },
        { value: 'availability', label: 'Working hours' },
        { value: 'time-off', label: 'Time off' },
      ]}
      tab={part}
      onTab={(value) => filters.set({ part: value as typeof part })}
      permission="team.read"
    >
      {person.isPending && <LoadingBlock />}
      {person.isError && <ErrorState error={person.error} retry={() => void person.refetch()} />}
      {staff && part === 'overview' && <OverviewPart staff={staff} />}
      {staff && part === 'licenses' && <CredentialsPart staffId={staffId} />}
      {staff && part === 'availability' && <AvailabilityPart staffId={staffId} />}
      {staff && part === 'time-off' && <TimeOffPart staffId={staffId} />}
      {staff && editing && (
        <StaffDrawer
          staff={staff}
          onClose={() => setEditing(false)}
          onSaved={(saved) => {
            setEditing(false);
            queries.setQueryData(teamKeys.one(clinicId, staffId), saved);
            void queries.invalidateQueries({ queryKey: teamKeys.all(clinicId) });
          }}
        />
      )}
    </Page>
  );
}
