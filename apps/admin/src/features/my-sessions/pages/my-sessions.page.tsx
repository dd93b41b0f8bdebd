import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconDeviceTablet, IconTerminal2 } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatNearness } from '@/lib/clinic-time';
import { ClinicTime, DataTable, Page, StatusBadge, toast, useConfirm } from '@/ui';
import { endSession, readSessions, sessionsKey, signOutEverywhere } from '../api/my-sessions';
import type { Session } from '../api/my-sessions';
import { deviceOf } from '../model/device';
import type { Device } from '../model/device';

const ICONS: Record<Device['kind'], Icon> = { computer: IconDeviceDesktop, phone: IconDeviceMobile, tablet: IconDeviceTablet, program: IconTerminal2 };

/** Where the person is signed in, and the way out of each. */
export function MySessionsPage() {
  const queries = useQueryClient();
  const confirm = useConfirm();
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: ({ signal }) => readSessions(signal), staleTime: 0 });

  const end = async (session: Session) => {
    try {
      await endSession(session.id);
      toast.done(`Signed out on ${deviceOf(session.userAgent).name}`);
    } catch (error) {
      toast.failed(error);
    }
    void queries.invalidateQueries({ queryKey: sessionsKey });
  };
  const everywhere = async () => {
    const sure = await confirm({
      title: 'Sign out everywhere?',
      message: 'Every device is signed out at once, this one too. You sign in again with your password.',
      confirmLabel: 'Sign out everywhere',
      danger: true,
    });
    if (!sure) return;
    try {
      await signOutEverywhere();
      queries.clear();
      window.location.assign('/sign-in');
    } catch (error) {
      toast.failed(error);
    }
  };

  return (
    <Page
      title="Where you are signed in"
      description={
        <>
          A device you do not know? Sign it out, then{' '}
          <Anchor inherit underline="always" renderRoot={(root) => <Link {...root} to="/choose-password" search={{ next: window.location.pathname } as never} />}>
            change your password
          </Anchor>
          .
        </>
      }
      actions={
        <Button variant="light" color="red" onClick={() => void everywhere()}>
          Sign out everywhere
        </Button>
      }
      width="narrow"
    >
      <DataTable
        label="Your sessions"
        rows={sessions.data ?? []}
        isLoading={sessions.isPending}
        error={sessions.error}
        retry={() => void sessions.refetch()}
        rowKey={(session) => session.id}
        columns={[
          { key: 'device', header: 'Device', cell: (session) => <DeviceCell session={session} /> },
          {
            key: 'seen',
            header: 'Last used',
            width: 170,
            cell: (session) =>
              session.current ? (
                <StatusBadge tone="good">This device</StatusBadge>
              ) : session.locked ? (
                <StatusBadge tone="off" title="It asks for your password before it shows anything.">
                  Locked
                </StatusBadge>
              ) : (
                <Text inherit c="dimmed">{formatNearness(session.lastSeenAt)}</Text>
              ),
          },
          {
            key: 'since',
            header: 'Signed in',
            width: 190,
            hideBelow: 'sm',
            cell: (session) => (
              <Text inherit c="dimmed">
                <ClinicTime at={session.createdAt} withDay />
              </Text>
            ),
          },
        ]}
        rowActions={(session) =>
          session.current ? null : (
            <Button variant="subtle" color="red" size="compact-sm" aria-label={`Sign out on ${deviceOf(session.userAgent).name}`} onClick={() => void end(session)}>
              Sign out
            </Button>
          )
        }
        empty={{ title: 'Signed in nowhere', text: 'Not even here, it seems. Reload the page.' }}
      />
    </Page>
  );
}

function DeviceCell(props: { session: Session }) {
  const device = deviceOf(props.session.userAgent);
  const Sign = ICONS[device.kind];
  return (
    <Group gap="sm" wrap="nowrap">
      <Sign size={22} stroke={1.5} aria-hidden />
      <div>
        <Text fw={500}>{device.name}</Text>
        <Text size="xs" c="dimmed">
          {props.session.address}
        </Text>
      </div>
    </Group>
  );
}
