import { Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { setPreference } from '../../lib/preferences';
import { screenAddress } from '../../lib/screens';
import type { ScreenTarget } from '../../lib/screens';
import { useClinic } from '../../lib/session';
import { navigationFor } from '../navigation';
import type { NavigationItem } from '../navigation';
import { ClinicSwitcher } from './clinic-switcher';
import classes from './navigation-panel.module.css';
import { commandKey } from './keys';
import { openPalette } from './palette-host';
import { UserMenu } from './user-menu';

/** The left side: which clinic, search, the screens of this person's roles, who is signed in. */
export function Navigation(props: { rail: boolean; canCollapse: boolean }) {
  const clinic = useClinic();
  const { rail } = props;
  return (
    <div className={classes.panel} data-rail={rail || undefined}>
      <ClinicSwitcher rail={rail} />
      <Tooltip label={`Search (${commandKey()} K)`} position="right" disabled={!rail}>
        <UnstyledButton className={classes.search} onClick={openPalette} aria-label={rail ? 'Search' : undefined}>
          <IconSearch size={16} aria-hidden />
          {!rail && (
            <>
              <span>Search</span>
              <Kbd size="xs" ml="auto" aria-hidden>
                {commandKey()} K
              </Kbd>
            </>
          )}
        </UnstyledButton>
      </Tooltip>
      <nav aria-label="Screens" className={classes.scroll}>
        {navigationFor(clinic.permissions).map((group, index) => (
          <div key={group.label ?? index} className={classes.group}>
            {group.label && (
              <div className={classes.groupLabel} aria-hidden={rail || undefined}>
                {rail ? '' : group.label}
              </div>
            )}
            <ul className={classes.list}>
              {group.items.map((item) => (
                <li key={item.screen}>
                  <Entry item={item} slug={clinic.clinicSlug} rail={rail} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={classes.foot}>
        {props.canCollapse && (
          <Tooltip label={rail ? 'Widen navigation' : 'Narrow navigation'} position="right">
            <UnstyledButton
              className={classes.collapse}
              aria-label={rail ? 'Widen navigation' : 'Narrow navigation'}
              onClick={() => setPreference('navCollapsed', !rail)}
            >
              {rail ? <IconLayoutSidebarLeftExpand size={18} aria-hidden /> : <IconLayoutSidebarLeftCollapse size={18} aria-hidden />}
            </UnstyledButton>
          </Tooltip>
        )}
        <UserMenu rail={rail} />
      </div>
    </div>
  );
}

function Entry(props: { item: NavigationItem; slug: string; rail: boolean }) {
  const { item, rail } = props;
  const Icon = item.icon;
  const link = (
    <Link
      to={screenAddress(props.slug, { screen: item.screen } as ScreenTarget)}
      className={classes.entry}
      activeOptions={{ includeSearch: false }}
      aria-label={rail ? item.label : undefined}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      {!rail && <span>{item.label}</span>}
    </Link>
  );
  return rail ? (
    <Tooltip label={item.label} position="right" openDelay={100}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}
