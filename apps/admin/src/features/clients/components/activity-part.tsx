import { Text } from '@mantine/core';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { ClinicTime, DataTable, ScreenLink } from '@/ui';
import { chartKeys, readActivity } from '../api/chart';
import type { AuditEntry } from '../api/chart';
import { onlyLooked, sayActivity, sayCode } from '../model/words';

/** Who saw or changed this chart, latest first. */
export function ActivityPart(props: { clientId: string }) {
  const { clinicId } = useClinic();
  const list = useKeyset<AuditEntry>({
    queryKey: chartKeys.activity(clinicId, props.clientId),
    fetchPage: (cursor, signal) => readActivity(clinicId, props.clientId, cursor, signal),
  });
  return (
    <>
      <DataTable
        label="Activity"
        list={list}
        rowKey={(entry) => entry.id}
        isRowDimmed={(entry) => onlyLooked(entry.action)}
        columns={[
          { key: 'when', header: 'When', width: 190, cell: (entry) => <ClinicTime at={entry.occurredAt} withDay /> },
          { key: 'who', header: 'Who', width: 200, cell: (entry) => entry.actorName },
          {
            key: 'what',
            header: 'What',
            cell: (entry) => (
              <>
                {sayActivity(entry.action)}
                {!onlyLooked(entry.action) && <Text span c="dimmed" size="sm">{changedFields(entry)}</Text>}
                {entry.reason && <Text size="sm" c="dimmed">{entry.reason}</Text>}
              </>
            ),
          },
        ]}
        empty={{ title: 'Nothing yet' }}
      />
      <Text size="sm" mt="sm">
        <ScreenLink to={{ screen: 'audit', search: { client: props.clientId } }}>All of it in the audit trail, with what changed</ScreenLink>
      </Text>
    </>
  );
}

/** " · phone, preferred name": what an edit touched. */
function changedFields(entry: AuditEntry): string {
  const fields = Object.entries(entry.changes).filter(([, change]) => Array.isArray(change) && change.length === 2).map(([field]) => sayCode(field.replace(/([A-Z])/g, ' $1').toLowerCase()).toLowerCase());
  return fields.length > 0 ? ` · ${fields.join(', ')}` : '';
}
