import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconGitMerge } from '@tabler/icons-react';
import { fieldOfPointer, sentence } from '../lib/api/problem';
import type { RecordForm } from './use-record-form';

/** What the server said about the whole form, and whatever of it belongs to no field on screen. */
export function FormProblem<Values extends object>(props: { record: RecordForm<Values> }) {
  const { problem, unplaced, stale } = props.record;
  if (stale) return <StaleEdit record={props.record} />;
  if (!problem) return null;
  const placed = problem.errors.length - unplaced.length;
  const words = placed > 0 && unplaced.length === 0 ? (placed === 1 ? 'One field needs another look.' : `${placed} fields need another look.`) : problem.detail;
  const body =
    words === undefined && unplaced.length === 0 ? undefined : (
      <>
        {words && <Text>{words}</Text>}
        {unplaced.length > 0 && (
          <List size="sm" mt={4}>
            {unplaced.map((error) => (
              <List.Item key={error.pointer + error.detail}>
                {fieldOfPointer(error.pointer) && <strong>{fieldOfPointer(error.pointer)}: </strong>}
                {fieldOfPointer(error.pointer) ? error.detail : sentence(error.detail)}
              </List.Item>
            ))}
          </List>
        )}
      </>
    );
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={problem.title}>
      {body}
    </Alert>
  );
}

/** Two people edited the same thing: nobody's work is overwritten without a choice. */
function StaleEdit<Values extends object>(props: { record: RecordForm<Values> }) {
  const { record } = props;
  const fields = record.stale?.fields ?? [];
  return (
    <Alert role="alert" color="yellow" variant="light" icon={<IconGitMerge size={18} />} title="Somebody else saved this while you were editing">
      <Text>
        {fields.length > 0 ? `They changed: ${fields.join(', ')}.` : 'Their change does not touch the fields shown here.'} Which one should stay?
      </Text>
      <Group gap="xs" mt="sm">
        <Button size="compact-sm" variant="default" onClick={() => void record.reloadTheirs()}>
          Reload theirs
        </Button>
        <Button size="compact-sm" onClick={() => void record.keepMine()} loading={record.isSaving}>
          Keep mine
        </Button>
      </Group>
    </Alert>
  );
}
