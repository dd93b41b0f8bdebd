import type { QueryClient } from '@tanstack/react-query';
import { Outlet, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { Problem } from '../lib/api/problem';
import { firstRunQuery } from '../lib/first-run';
import { screenAddress, screenPaths } from '../lib/screens';
import type { Me } from '../lib/session';
import { LoadingBlock } from '../ui/states';
import { ScreenFailed } from './error-boundary';
import { meQuery } from '../lib/me';
import { firstScreen } from './navigation';
import { NoClinic, NotFound } from './not-found';
import { ChoosePasswordPage, SetUpPage, SignInPage, screenRoutes } from './routes';
import { ScreenGate } from './screen-gate';
import { Shell } from './shell/shell';

/** Search parameters are plain text, `?status=active`, so that an address can be read and typed. */
function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}
function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}

const LAST_CLINIC = 'stepwell.last-clinic';

function homeOf(me: Me): string | null {
  let last: string | null = null;
  try {
    last = localStorage.getItem(LAST_CLINIC);
  } catch {
    // storage may be closed: the first clinic will do
  }
  const clinic = me.memberships.find((membership) => membership.clinicSlug === last) ?? me.memberships[0];
  if (!clinic) return null;
  const screen = firstScreen(clinic.permissions);
  return screen ? screenAddress(clinic.clinicSlug, { screen } as never) : `/c/${clinic.clinicSlug}`;
}

/** The router over every registered screen. */
export function createAppRouter(queries: QueryClient) {
  const signedIn = async (next: string): Promise<Me> => {
    let me: Me;
    try {
      me = await queries.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        throw redirect({ to: '/sign-in', search: (next === '/' ? {} : { next }) as never, replace: true });
      }
      throw error;
    }
    // A password somebody else chose opens nothing but this.
    if (me.user.mustChangePassword) throw redirect({ to: '/choose-password', search: { next } as never, replace: true });
    return me;
  };

  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: async () => {
      const address = homeOf(await signedIn('/'));
      if (address) throw redirect({ href: address, replace: true });
    },
    component: NoClinic,
  });

  const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage });

  const setUp = createRoute({
    getParentRoute: () => root,
    path: '/set-up',
    beforeLoad: async () => {
      if (!(await queries.fetchQuery({ ...firstRunQuery, staleTime: 0 }))) throw redirect({ to: '/sign-in', replace: true });
    },
    component: SetUpPage,
  });

  const choosePassword = createRoute({
    getParentRoute: () => root,
    path: '/choose-password',
    beforeLoad: async () => {
      await queries.ensureQueryData(meQuery).catch(() => {
        throw redirect({ to: '/sign-in', replace: true });
      });
    },
    component: ChoosePasswordPage,
  });

  const clinic = createRoute({
    getParentRoute: () => root,
    path: '/c/$clinicSlug',
    beforeLoad: async ({ location, params }) => {
      await signedIn(location.href);
      try {
        localStorage.setItem(LAST_CLINIC, params.clinicSlug);
      } catch {
        // see homeOf
      }
    },
    component: Shell,
    notFoundComponent: NotFound,
  });

  const clinicHome = createRoute({
    getParentRoute: () => clinic,
    path: '/',
    beforeLoad: async ({ params, location }) => {
      const me = await signedIn(location.href);
      const membership = me.memberships.find((candidate) => candidate.clinicSlug === params.clinicSlug);
      const screen = membership ? firstScreen(membership.permissions) : null;
      if (screen) throw redirect({ href: screenAddress(params.clinicSlug, { screen } as never), replace: true });
    },
    component: NotFound,
  });

  const screens = screenRoutes.map((route) =>
    createRoute({
      getParentRoute: () => clinic,
      path: screenPaths[route.screen],
      component: () => <ScreenGate screen={route.screen} component={route.component} />,
      loader: () => route.component.preload?.(),
    }),
  );

  return createRouter({
    routeTree: root.addChildren([home, signIn, setUp, choosePassword, clinic.addChildren([clinicHome, ...screens])]),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: LoadingBlock,
    defaultErrorComponent: ({ reset }) => <ScreenFailed reset={reset} />,
    defaultNotFoundComponent: NotFound,
  });
}
