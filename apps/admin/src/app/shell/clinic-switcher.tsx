import { Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { zoneName } from '../../lib/clinic-time';
import { screenAddress } from '../../lib/screens';
import { useClinic, useMe } from '../../lib/session';
import type { Membership } from '../../lib/session';
import { firstScreen } from '../navigation';
import classes from './clinic-switcher.module.css';
import { Monogram } from './monogram';

/** The clinic on show; a menu when the person works in more than one. */
export function ClinicSwitcher(props: { rail: boolean }) {
  const me = useMe();
  const clinic = useClinic();
  const navigate = useNavigate();
  const face = (
    <>
      <Monogram of={clinic.clinicName} />
      {!props.rail && (
        <span className={classes.text}>
          <span className={classes.name}>{clinic.clinicName}</span>
          <span className={classes.zone}>{zoneName(clinic.timeZone)}</span>
        </span>
      )}
    </>
  );
  if (me.memberships.length < 2) {
    return (
      <div className={classes.switcher} title={clinic.clinicName}>
        {face}
      </div>
    );
  }
  const go = (to: Membership) => {
    const screen = firstScreen(to.permissions);
    void navigate({ href: screen ? screenAddress(to.clinicSlug, { screen } as never) : `/c/${to.clinicSlug}` });
  };
  return (
    <Menu position="bottom-start" width={264} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher} data-button aria-label={props.rail ? `${clinic.clinicName}. Change clinic` : undefined}>
          {face}
          {!props.rail && (
            <>
              <VisuallyHidden>Change clinic</VisuallyHidden>
              <IconSelector size={16} className={classes.chevron} aria-hidden />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Clinics</Menu.Label>
        {me.memberships.map((membership) => (
          <Menu.Item
            key={membership.clinicId}
            leftSection={<Monogram of={membership.clinicName} />}
            rightSection={membership.clinicId === clinic.clinicId ? <IconCheck size={16} aria-label="current" /> : undefined}
            onClick={() => go(membership)}
          >
            {membership.clinicName}
            <Text size="xs" c="dimmed">
              {zoneName(membership.timeZone)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
