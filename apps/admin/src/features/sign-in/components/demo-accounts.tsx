import { Divider, Group, Loader, Text, UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import classes from './demo-accounts.module.css';

/** One click into the demo clinic, by the work a person does. */
export function DemoAccounts(props: { accounts: { email: string; label: string }[]; busy: string | null; onChoose: (email: string) => void }) {
  return (
    <section aria-labelledby="demo-heading">
      <Divider label={<span id="demo-heading">or look around the demo clinic as</span>} labelPosition="center" mb="sm" />
      <div className={classes.grid}>
        {props.accounts.map((account) => (
          <UnstyledButton key={account.email} className={classes.account} onClick={() => props.onChoose(account.email)} disabled={props.busy !== null}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text fw={500}>{account.label}</Text>
              {props.busy === account.email ? <Loader size={14} color="gray" /> : <IconArrowRight size={16} aria-hidden />}
            </Group>
          </UnstyledButton>
        ))}
      </div>
    </section>
  );
}
