import { Button, SegmentedControl, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic, useMe } from '@/lib/session';
import { oneOf, useUrlFilters } from '@/lib/url-filters';
import { ClinicTime, DataTable, Page, PersonName, StatusBadge, ZoneNote } from '@/ui';
import { emergencyKeys, readEmergencies } from '../api/emergencies';
import type { Emergency } from '../api/emergencies';
import { ReviewDrawer } from '../components/review-drawer';

const FILTERS = { which: oneOf(['waiting', 'all'], 'waiting') };

/** Charts that people outside the care team opened, why, and what came of looking at it. */
export function EmergenciesPage() {
  const { clinicId } = useClinic();
  const me = useMe();
  const mayReview = useCan('charts.review');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const { which } = filters.values;
  const [reviewing, setReviewing] = useState<Emergency | null>(null);
  const list = useKeyset<Emergency>({ queryKey: emergencyKeys.list(clinicId, which), fetchPage: (cursor, signal) => readEmergencies(clinicId, which, cursor, signal) });
  return (
    <Page
      title="Opened in an emergency"
      description="Charts that somebody outside the care team opened, and why. Each is reviewed by somebody else."
      permission="audit.read"
      breadcrumbs={[{ label: 'Audit', to: { screen: 'audit' } }]}
    >
      <SegmentedControl
        mb="md"
        aria-label="Which openings"
        data={[{ value: 'waiting', label: 'To review' }, { value: 'all', label: 'All' }]}
        value={which}
        onChange={(value) => filters.set({ which: value as typeof which })}
      />
      <DataTable
        label="Charts opened in an emergency"
        list={list}
        rowKey={(row) => row.id}
        columns={[
          { key: 'who', header: 'Who', width: '18%', cell: (row) => row.userName },
          {
            key: 'chart',
            header: 'Chart and reason',
            cell: (row) => (
              <div>
                <Text fw={500} component="div">
                  <PersonName {...row.client} />
                </Text>
                <Text size="sm" c="dimmed">
                  {row.reason}
                </Text>
              </div>
            ),
          },
          { key: 'when', header: 'Opened', width: 170, cell: (row) => <ClinicTime at={row.openedAt} withDay /> },
          { key: 'review', header: 'Review', width: '24%', cell: (row) => <Review row={row} /> },
        ]}
        rowActions={(row) =>
          row.finding === null && mayReview && row.userId !== me.user.id ? (
            <Button variant="light" size="compact-sm" aria-label={`Review what ${row.userName} opened`} onClick={() => setReviewing(row)}>
              Review
            </Button>
          ) : null
        }
        empty={which === 'waiting' ? { title: 'Nothing to review', text: 'Charts opened by people outside the care team wait here.' } : { title: 'No chart was ever opened this way' }}
      />
      <ZoneNote />
      {reviewing && (
        <ReviewDrawer
          emergency={reviewing}
          onClose={() => setReviewing(null)}
          onSaved={() => {
            setReviewing(null);
            void queries.invalidateQueries({ queryKey: emergencyKeys.all(clinicId) });
          }}
        />
      )}
    </Page>
  );
}

function Review(props: { row: Emergency }) {
  const { finding, reviewNote, reviewedByName } = props.row;
  if (finding === null) return <StatusBadge tone="waiting">To review</StatusBadge>;
  return (
    <div>
      <StatusBadge tone={finding === 'justified' ? 'good' : 'bad'}>{finding === 'justified' ? 'Justified' : 'Not justified'}</StatusBadge>
      <Text size="sm" c="dimmed">
        {reviewedByName}
        {reviewNote ? `: ${reviewNote}` : ''}
      </Text>
    </div>
  );
}
