import { Drawer, List, Stack, Text } from '@mantine/core';
import { ClinicTime, Section, StatusBadge } from '@/ui';
import type { User } from '../api/users';
import { ROLES, STATES } from '../model/roles';

/** An account for those who may look and not change. */
export function UserDetails(props: { user: User; onClose: () => void }) {
  const { user } = props;
  const state = STATES[user.state];
  return (
    <Drawer opened onClose={props.onClose} title={user.displayName}>
      <Stack gap="lg">
        <div>
          <Text>{user.email}</Text>
          <StatusBadge tone={state.tone}>{state.label}</StatusBadge>
        </div>
        <Section title="Roles in this clinic">
          <List spacing="xs">
            {ROLES.filter(({ role }) => user.roles.includes(role)).map(({ role, label, does }) => (
              <List.Item key={role}>
                {label}
                <Text size="xs" c="dimmed">
                  {does}
                </Text>
              </List.Item>
            ))}
          </List>
        </Section>
        <Text size="sm" c="dimmed">
          {user.lastSignInAt ? (
            <>
              Last signed in <ClinicTime at={user.lastSignInAt} withDay />
            </>
          ) : (
            'Has not signed in yet'
          )}
        </Text>
      </Stack>
    </Drawer>
  );
}
