import { Button, Drawer, Group, Kbd, Stack, Text } from '@mantine/core';
import type { MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';
import { useConfirm } from './confirm';
import classes from './form.module.css';
import { FormProblem } from './form-parts';
import type { RecordForm } from './use-record-form';
import { leaveQuestion, useUnsavedGuard } from './use-unsaved-guard';

/**
 * A form at the side of a list. Closing it with unsaved changes asks first; ⌘Enter saves. Mount it only while it is
 * open (`{editing && <RoomDrawer …/>}`), so that every opening starts fresh.
 */
export function FormDrawer<Values extends object>(props: {
  title: string;
  record: RecordForm<Values>;
  onClose: () => void;
  submitLabel?: string;
  /** Whether it can be saved as it stands; yes unless said. */
  isReady?: boolean;
  /** Left of the buttons: what is rarely done, such as "Deactivate". */
  footer?: ReactNode;
  size?: MantineSize | number;
  /** Said about the last refusal instead of the problem's own words, where the screen can say more. */
  refusal?: ReactNode;
  children: ReactNode;
}) {
  const { record } = props;
  const confirm = useConfirm();
  const isReady = props.isReady ?? true;
  useUnsavedGuard(record.isDirty && !record.isSaving);
  const close = async () => {
    if (!record.isDirty || (await confirm(leaveQuestion))) props.onClose();
  };
  return (
    <Drawer opened onClose={() => void close()} title={props.title} size={props.size ?? 'md'} classNames={{ body: classes.drawerBody, content: classes.drawer }}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void record.submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            if (isReady) void record.submit();
          }
        }}
      >
        <Stack gap="md" className={classes.fields}>
          {props.refusal ?? <FormProblem record={record} />}
          {props.children}
        </Stack>
        <Group className={classes.footer} justify="space-between" gap="xs">
          <div>{props.footer}</div>
          <Group gap="xs">
            {!props.footer && (
              <Text size="xs" c="dimmed" visibleFrom="sm" aria-hidden>
                <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
              </Text>
            )}
            <Button variant="default" onClick={() => void close()}>
              Cancel
            </Button>
            <Button type="submit" loading={record.isSaving} disabled={!isReady}>
              {props.submitLabel ?? 'Save'}
            </Button>
          </Group>
        </Group>
      </form>
    </Drawer>
  );
}
