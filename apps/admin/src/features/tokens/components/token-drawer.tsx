import { Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, useRecordForm } from '@/ui';
import { makeToken } from '../api/tokens';
import type { TokenPermission, TokenValues } from '../api/tokens';
import { PERMISSION_GROUPS } from '../model/permissions';
import classes from './tokens.module.css';

const LIVES = [
  { value: '7', label: 'One week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: 'Half a year' },
  { value: '365', label: 'A year' },
];

/** A new token: what it is for, what it may do, how long it lives. */
export function TokenDrawer(props: { onClose: () => void; onMade: (token: { name: string; secret: string | null }) => void }) {
  const { clinicId } = useClinic();
  const record = useRecordForm<TokenValues>({
    initialValues: { name: '', permissions: [], days: '90' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Say what it is for, so that somebody dares to end it one day.' : null),
      permissions: (value) => (value.length === 0 ? 'Choose at least one thing it may do.' : null),
    },
    save: async (values, { idempotencyKey }) => {
      const { secret } = await makeToken(clinicId, values, idempotencyKey);
      props.onMade({ name: values.name.trim(), secret });
    },
  });
  return (
    <FormDrawer title="New token" record={record} onClose={props.onClose} submitLabel="Make token" size="lg">
      <TextInput label="What it is for" placeholder="Nightly export to the billing office" data-autofocus {...record.form.getInputProps('name')} />
      <Select label="Works for" data={LIVES} allowDeselect={false} {...record.form.getInputProps('days')} />
      <Checkbox.Group
        label="What it may do"
        description="As little as it needs. It can never do more than you can, and stops when your account does."
        value={record.form.values.permissions}
        onChange={(permissions) => record.form.setFieldValue('permissions', permissions as TokenPermission[])}
        error={record.form.errors['permissions']}
      >
        <Stack gap="sm" mt="sm">
          {PERMISSION_GROUPS.map(({ area, permissions }) => (
            <fieldset key={area} className={classes.area}>
              <Text component="legend" size="xs" fw={600} c="dimmed">
                {area}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing={6}>
                {permissions.map(({ permission, label }) => (
                  <Checkbox key={permission} value={permission} label={label} />
                ))}
              </SimpleGrid>
            </fieldset>
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDrawer>
  );
}
