import { Checkbox, Stack, Text } from '@mantine/core';
import type { Role } from '../api/users';
import { ROLES } from '../model/roles';
import classes from './role-choice.module.css';

/** The roles of a person, each with what it lets them do. */
export function RoleChoice(props: { value: Role[]; onChange: (roles: Role[]) => void; error?: string | undefined }) {
  return (
    <Checkbox.Group
      label="Roles in this clinic"
      description="Several add up."
      value={props.value}
      onChange={(roles) => props.onChange(roles as Role[])}
      error={props.error}
    >
      <Stack gap={4} mt="xs">
        {ROLES.map(({ role, label, does }) => (
          <Checkbox.Card key={role} value={role} className={classes.card} radius="md">
            <Checkbox.Indicator mt={2} />
            <span>
              <Text span fw={500} display="block">
                {label}
              </Text>
              <Text span size="xs" c="dimmed">
                {does}
              </Text>
            </span>
          </Checkbox.Card>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
