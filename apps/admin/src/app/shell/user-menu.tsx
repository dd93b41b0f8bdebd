import { Kbd, Menu, Text, UnstyledButton, VisuallyHidden, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { IconCalendarShare, IconDevices, IconEye, IconEyeOff, IconKeyboard, IconListDetails, IconLock, IconLogout, IconPassword, IconRoute } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, client } from '../../lib/api/http';
import { setPreference, usePreferences } from '../../lib/preferences';
import { screenAddress } from '../../lib/screens';
import { useClinic, useMe } from '../../lib/session';
import { toast } from '../../ui/toasts';
import { isRegistered } from '../navigation';
import { useTourSeen } from './demo-tour';
import { lockNow } from './lock-screen';
import classes from './clinic-switcher.module.css';
import { Monogram } from './monogram';
import { openShortcuts } from './shortcuts-dialog';
import { togglePrivacyBlur } from './toggle-privacy-blur';

const ROLE_WORDS: Record<string, string> = {
  administrator: 'Administrator',
  director: 'Director',
  therapist: 'Therapist',
  prescriber: 'Prescriber',
  case_manager: 'Case manager',
  front_desk: 'Front desk',
  auditor: 'Auditor',
};

const SCHEMES: [MantineColorScheme, string][] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['auto', 'As the system'],
];

/** Who is signed in, and what they set for themselves. */
export function UserMenu(props: { rail: boolean }) {
  const me = useMe();
  const clinic = useClinic();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const settings = usePreferences();
  const [, setTourSeen] = useTourSeen();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const roles = clinic.roles.map((role) => ROLE_WORDS[role] ?? role).join(', ');

  const signOut = async () => {
    try {
      await call(client.POST('/api/auth/logout'));
    } catch (error) {
      toast.failed(error, 'Could not sign out');
      return;
    }
    queries.clear();
    window.location.assign('/sign-in');
  };

  return (
    <Menu position="top-start" width={264} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher} data-button aria-label={props.rail ? `${me.user.displayName}, your menu` : undefined}>
          <Monogram of={me.user.displayName} round />
          {!props.rail && (
            <span className={classes.text}>
              <span className={classes.name}>{me.user.displayName}</span>
              <span className={classes.zone}>{roles}</span>
              <VisuallyHidden>, your menu</VisuallyHidden>
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {me.user.displayName}
          </Text>
          <Text size="xs">{me.user.email}</Text>
        </Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {SCHEMES.map(([value, label]) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={settings.privacyBlur ? <IconEye size={16} /> : <IconEyeOff size={16} />}
          rightSection={<Kbd size="xs">⇧ P</Kbd>}
          onClick={() => togglePrivacyBlur(!settings.privacyBlur)}
        >
          {settings.privacyBlur ? 'Show names' : 'Blur names'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconListDetails size={16} />}
          onClick={() => setPreference('density', settings.density === 'compact' ? 'comfortable' : 'compact')}
        >
          {settings.density === 'compact' ? 'Roomier lists' : 'Denser lists'}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<Kbd size="xs">?</Kbd>} onClick={openShortcuts}>
          Shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconCalendarShare size={16} />} onClick={() => void navigate({ href: screenAddress(clinic.clinicSlug, { screen: 'feeds' }) })}>
          Calendar feeds
        </Menu.Item>
        {isRegistered('mySessions') && (
          <Menu.Item
            leftSection={<IconDevices size={16} />}
            onClick={() => void navigate({ href: screenAddress(clinic.clinicSlug, { screen: 'mySessions' }) })}
          >
            Where you are signed in
          </Menu.Item>
        )}
        {me.demo && (
          <Menu.Item leftSection={<IconRoute size={16} />} onClick={() => setTourSeen(false)}>
            Show the tour
          </Menu.Item>
        )}
        {!me.demo && (
          <Menu.Item
            leftSection={<IconPassword size={16} />}
            onClick={() => void navigate({ to: '/choose-password', search: { next: window.location.pathname } as never })}
          >
            Change password
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLock size={16} />} onClick={lockNow}>
          Lock
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
