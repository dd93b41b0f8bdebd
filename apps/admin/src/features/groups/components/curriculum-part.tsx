import { Button, Group as Row, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCan, useClinic } from '@/lib/session';
import { EmptyState, FormProblem, toast, useRecordForm, useUnsavedGuard } from '@/ui';
import { changeGroup, groupKeys, readGroup } from '../api/groups';
import type { Group, Topic } from '../api/groups';
import { TopicsEditor } from './topics-editor';

const valuesOf = (group: Group): { curriculum: Topic[] } => ({ curriculum: group.curriculum.map(({ title, note }) => ({ title, note: note ?? '' })) });

/** The topics of the group, in the order of its sessions. */
export function CurriculumPart(props: { group: Group }) {
  const { group } = props;
  const { clinicId } = useClinic();
  const canEdit = useCan('groups.write');
  const queries = useQueryClient();
  const record = useRecordForm<{ curriculum: Topic[] }>({
    initialValues: valuesOf(group),
    version: group.version,
    save: async ({ curriculum }, { version }) => {
      const saved = await changeGroup(clinicId, group.id, { version: version ?? group.version, curriculum: curriculum.filter((topic) => topic.title.trim() !== '') });
      queries.setQueryData(groupKeys.one(clinicId, group.id), saved);
      record.reset(valuesOf(saved), saved.version);
      toast.done('Curriculum saved');
      void queries.invalidateQueries({ queryKey: groupKeys.all(clinicId) });
    },
    latest: async () => {
      const now = await readGroup(clinicId, group.id);
      return { values: valuesOf(now), version: now.version };
    },
  });
  useUnsavedGuard(record.isDirty && !record.isSaving);
  const next = group.sessions.find((one) => one.topic !== null);
  if (group.curriculum.length === 0 && !canEdit) return <EmptyState title="No curriculum yet">Its topics show here, in the order of the sessions.</EmptyState>;
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
        <Text c="dimmed" size="sm">
          {next ? `Next: ${next.topic}. ` : ''}Each session that is held takes the next topic; after the last it begins again.
        </Text>
        <TopicsEditor form={record.form} disabled={!canEdit} />
        {canEdit && record.isDirty && (
          <Row justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => record.reset(valuesOf(group), group.version)}>
              Discard
            </Button>
            <Button type="submit" loading={record.isSaving}>
              Save curriculum
            </Button>
          </Row>
        )}
      </Stack>
    </form>
  );
}
