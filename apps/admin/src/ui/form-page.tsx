import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './form.module.css';
import { FormProblem } from './form-parts';
import { Page } from './page';
import type { PageProps } from './page';
import type { RecordForm } from './use-record-form';
import { useUnsavedGuard } from './use-unsaved-guard';

/** A form that is a screen of its own. Leaving with unsaved changes asks first; ⌘Enter saves. */
export function FormPage<Values extends object>(
  props: PageProps & { record: RecordForm<Values>; onCancel: () => void; submitLabel?: string },
) {
  const { record, onCancel, submitLabel, children, ...page } = props;
  useUnsavedGuard(record.isDirty && !record.isSaving);
  return (
    <Page width="narrow" {...page}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void record.submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            void record.submit();
          }
        }}
      >
        <Stack gap="lg">
          <FormProblem record={record} />
          {children}
        </Stack>
        <Group className={classes.pageFooter} justify="flex-end" gap="xs">
          {record.isDirty && (
            <Text size="sm" c="dimmed" mr="auto" role="status">
              Not saved yet
            </Text>
          )}
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={record.isSaving}>
            {submitLabel ?? 'Save'}
          </Button>
        </Group>
      </form>
    </Page>
  );
}

/** Fields that belong together, with a heading at the left on wide windows. */
export function FormSection(props: { title: string; description?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div>
        <Text component="h2" fw={600} m={0}>
          {props.title}
        </Text>
        {props.description && (
          <Text c="dimmed" size="sm" mt={2}>
            {props.description}
          </Text>
        )}
      </div>
      <Stack gap="md">{props.children}</Stack>
    </section>
  );
}
