import { Box, Burger, Drawer, Group, UnstyledButton } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { listenForHotkeys } from '../../lib/hotkeys';
import { usePreferences } from '../../lib/preferences';
import { ClinicContext, MeContext } from '../../lib/session';
import { LoadingBlock } from '../../ui/states';
import { meQuery } from '../../lib/me';
import { NotFound } from '../not-found';
import { DemoBanner, OfflineBanner } from './banners';
import { DemoTour } from './demo-tour';
import { LockScreen } from './lock-screen';
import { Logo } from './logo';
import { Navigation } from './navigation-panel';
import { PaletteHost, openPalette } from './palette-host';
import classes from './shell.module.css';
import { GoToHotkeys, useShellHotkeys } from './shell-hotkeys';
import { ShortcutsDialog } from './shortcuts-dialog';
import { useArrivalFocus } from './use-arrival-focus';

/** Everything around a screen: navigation, banners, ⌘K, shortcuts, the lock. */
export function Shell() {
  const { clinicSlug } = useParams({ strict: false }) as { clinicSlug?: string };
  const me = useQuery(meQuery).data;
  if (!me) return <LoadingBlock height="100vh" />;
  const clinic = me.memberships.find((membership) => membership.clinicSlug === clinicSlug);
  if (!clinic) return <NotFound />;
  return (
    <MeContext.Provider value={me}>
      <ClinicContext.Provider value={clinic}>
        <Frame key={clinic.clinicId} />
      </ClinicContext.Provider>
    </MeContext.Provider>
  );
}

function Frame() {
  const [menuOpened, { toggle: toggleMenu, close: closeMenu }] = useDisclosure(false);
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const isTablet = useMediaQuery('(max-width: 64em)', false, { getInitialValueInEffect: false });
  const { navCollapsed } = usePreferences();
  const { pathname } = useLocation();
  useEffect(listenForHotkeys, []);
  useEffect(closeMenu, [closeMenu, pathname]);
  useArrivalFocus();
  useShellHotkeys();
  const rail = isTablet || navCollapsed;

  return (
    <>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <div className={classes.frame} data-rail={rail || undefined} data-phone={isPhone || undefined}>
        {isPhone ? (
          <div className={classes.topbar} role="region" aria-label="Stepwell" data-print="hide">
            <Burger size="sm" opened={menuOpened} onClick={toggleMenu} aria-label="Navigation" />
            <Group gap={8} mx="auto">
              <Logo size={20} />
              <Box fw={600}>Stepwell</Box>
            </Group>
            <UnstyledButton className={classes.topbarButton} onClick={openPalette} aria-label="Search">
              <IconSearch size={20} />
            </UnstyledButton>
          </div>
        ) : (
          <aside className={classes.nav} aria-label="Stepwell" data-print="hide">
            <Navigation rail={rail} canCollapse={!isTablet} />
          </aside>
        )}
        <div className={classes.content}>
          <OfflineBanner />
          <DemoBanner />
          <DemoTour />
          <main id="main" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
      </div>
      {isPhone && (
        <Drawer opened={menuOpened} onClose={closeMenu} position="left" size={280} title="Navigation" classNames={{ body: classes.drawerBody }}>
          <Navigation rail={false} canCollapse={false} />
        </Drawer>
      )}
      <GoToHotkeys />
      <PaletteHost />
      <ShortcutsDialog />
      <LockScreen />
    </>
  );
}
