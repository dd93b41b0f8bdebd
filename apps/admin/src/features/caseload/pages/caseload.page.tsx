import { Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, ErrorState, LoadingBlock, Page, ScreenLink, StatusBadge } from '@/ui';
import { caseloadKeys, readCaseload } from '../api/caseload';
import type { CaseloadRow } from '../api/caseload';

/** Who cares for how many, weighed, and the way to hand some of it over. */
export function CaseloadPage() {
  const { clinicId } = useClinic();
  const mayHandOver = useCan('episodes.write');
  const caseload = useQuery({ queryKey: caseloadKeys.all(clinicId), queryFn: ({ signal }) => readCaseload(clinicId, signal) });
  const rows = caseload.data?.items ?? [];
  const heaviest = Math.max(1, ...rows.map((row) => row.weight));
  return (
    <Page title="Caseload" description="A client weighs 1 for whoever is primary and ½ for anybody else on the care team, and ½ more for each in the first two weeks, when assessment, plan and consents come on top." permission="episodes.read">
      {caseload.isPending && <LoadingBlock height={320} />}
      {caseload.isError && <ErrorState error={caseload.error} retry={() => void caseload.refetch()} />}
      {caseload.data && (
        <DataTable<CaseloadRow>
          label="Caseload"
          rows={rows}
          rowKey={(row) => row.staffId}
          columns={[
            {
              key: 'who',
              header: 'Clinician',
              cell: (row) => (
                <>
                  <ScreenLink to={{ screen: 'staff', params: { staffId: row.staffId } }} fw={600}>
                    {`${row.givenName} ${row.familyName}`.trim()}
                  </ScreenLink>
                  <Text span size="sm" c="dimmed" display="block">
                    {capital(row.discipline.replaceAll('_', ' '))}
                    {row.active ? '' : ', no longer works here'}
                  </Text>
                </>
              ),
            },
            {
              key: 'weight',
              header: 'Weight',
              width: 220,
              cell: (row) => (
                <Stack gap={4} miw={140}>
                  <Text span fw={600} data-numeric>
                    {row.weight}
                  </Text>
                  <Progress value={(row.weight / heaviest) * 100} size="sm" aria-label={`${row.weight} of the heaviest, ${heaviest}`} color={isOver(row) ? 'red' : 'teal'} />
                </Stack>
              ),
            },
            { key: 'primary', header: 'Primary', align: 'right', width: 150, cell: (row) => <Primary row={row} /> },
            { key: 'other', header: 'Otherwise', align: 'right', width: 100, hideBelow: 'sm', cell: (row) => row.other },
            { key: 'new', header: 'New', align: 'right', width: 80, hideBelow: 'sm', cell: (row) => row.newlyAdmitted },
            {
              key: 'clients',
              header: 'Clients',
              width: 180,
              cell: (row) =>
                row.primary + row.other === 0 ? (
                  <Text span size="sm" c="dimmed">
                    None
                  </Text>
                ) : (
                  <ScreenLink to={{ screen: 'clients', search: { staff: row.staffId } }} size="sm">
                    {mayHandOver ? 'See, or hand over' : 'See them'}
                  </ScreenLink>
                ),
            },
          ]}
          empty={{ title: 'Nobody is on staff yet', text: 'Who works here and whom they care for appears here.' }}
        />
      )}
    </Page>
  );
}

function Primary({ row }: { row: CaseloadRow }) {
  if (row.maximum === null) return <>{row.primary}</>;
  return isOver(row) ? <StatusBadge tone="bad">{`${row.primary} of at most ${row.maximum}`}</StatusBadge> : <>{`${row.primary} of ${row.maximum}`}</>;
}

function isOver(row: CaseloadRow): boolean {
  return row.maximum !== null && row.primary > row.maximum;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
