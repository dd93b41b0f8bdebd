import { Alert, Box, Button, Center, Group, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { asProblem } from '../lib/api/problem';
import classes from './states.module.css';

/** Where a state stands for the whole screen, its title is the heading that takes the focus. */
const PAGE_HEADING = { component: 'h1', id: 'page-heading', tabIndex: -1, m: 0, style: { outline: 'none' } } as const;

function Plate(props: { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode; role?: string; asPage?: boolean | undefined }) {
  return (
    <Center className={classes.plate} role={props.role}>
      <Stack align="center" gap="xs" maw={420} ta="center">
        <Box className={classes.icon} aria-hidden>
          {props.icon}
        </Box>
        <Text fw={600} size="lg" {...(props.asPage ? PAGE_HEADING : {})}>
          {props.title}
        </Text>
        {props.children && (
          <Text c="dimmed" component="div">
            {props.children}
          </Text>
        )}
        {props.action && (
          <Group mt="xs" justify="center">
            {props.action}
          </Group>
        )}
      </Stack>
    </Center>
  );
}

/** Nothing here, said plainly, with what to do about it. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode; asPage?: boolean }) {
  return (
    <Plate title={props.title} action={props.action} asPage={props.asPage} icon={props.icon ?? <span className={classes.steps} />}>
      {props.children}
    </Plate>
  );
}

/** Something could not be read. Says what, in the server's words where there are any, and offers to try again. */
export function ErrorState(props: { error: unknown; retry?: () => void; title?: string }) {
  const problem = asProblem(props.error);
  if (problem.status === 403) return <NoPermission />;
  const icon = problem.isOffline ? <IconPlugConnectedX size={22} /> : <IconAlertTriangle size={22} />;
  return (
    <Plate
      role="alert"
      icon={icon}
      title={props.title ?? problem.title}
      action={
        props.retry && (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={props.retry}>
            Try again
          </Button>
        )
      }
    >
      {problem.detail}
    </Plate>
  );
}

/** The person may not see this. Names who can help, never what is hidden. */
export function NoPermission(props: { asPage?: boolean }) {
  return (
    <Plate asPage={props.asPage} icon={<IconLock size={22} />} title="Your role does not include this screen">
      If you need it for your work, ask an administrator of the clinic.
    </Plate>
  );
}

/** A place being filled; keeps its height so that nothing jumps. Shown to screen readers as "Loading". */
export function LoadingBlock(props: { height?: number | string; label?: string }) {
  return (
    <Center h={props.height ?? 240} role="status" aria-label={props.label ?? 'Loading'}>
      <Loader color="gray" />
    </Center>
  );
}

/** A problem in one line above the thing it concerns. */
export function ProblemAlert(props: { error: unknown; title?: string; children?: ReactNode; onClose?: () => void }) {
  const problem = asProblem(props.error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={props.title ?? problem.title}
      {...(props.onClose ? { withCloseButton: true, onClose: props.onClose, closeButtonLabel: 'Dismiss' } : {})}
    >
      {problem.detail}
      {props.children}
    </Alert>
  );
}
