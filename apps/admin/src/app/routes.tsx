import { lazyRouteComponent } from '@tanstack/react-router';
import type { RouteComponent } from '@tanstack/react-router';
import type { ScreenName } from '../lib/screens';

/** A screen that exists: its name in `lib/screens.ts`, and where its code is loaded from when it is first opened. */
export interface ScreenRoute {
  screen: ScreenName;
  component: RouteComponent;
}

/**
 * Every screen, one line each:
 *   { screen: 'rooms', component: lazyRouteComponent(() => import('../features/rooms/pages/rooms.page'), 'RoomsPage') },
 * The left navigation and ⌘K show a screen as soon as its line is here.
 */
export const screenRoutes: ScreenRoute[] = [
  { screen: 'today', component: lazyRouteComponent(() => import('./today-screen'), 'TodayScreen') },
  { screen: 'findTime', component: lazyRouteComponent(() => import('../features/find-time/pages/find-time.page'), 'FindTimePage') },
  { screen: 'absence', component: lazyRouteComponent(() => import('../features/absence/pages/absence.page'), 'AbsencePage') },
  { screen: 'calendar', component: lazyRouteComponent(() => import('../features/calendar/pages/calendar.page'), 'CalendarPage') },
  { screen: 'checkIn', component: lazyRouteComponent(() => import('../features/check-in/pages/check-in.page'), 'CheckInPage') },
  { screen: 'checkInSession', component: lazyRouteComponent(() => import('../features/check-in/pages/check-in-session.page'), 'CheckInSessionPage') },
  { screen: 'signInSheets', component: lazyRouteComponent(() => import('../features/check-in/pages/sign-in-sheets.page'), 'SignInSheetsPage') },
  { screen: 'workList', component: lazyRouteComponent(() => import('../features/work-list/pages/work-list.page'), 'WorkListPage') },
  { screen: 'messages', component: lazyRouteComponent(() => import('../features/messages/pages/messages.page'), 'MessagesPage') },
  { screen: 'caseload', component: lazyRouteComponent(() => import('../features/caseload/pages/caseload.page'), 'CaseloadPage') },
  { screen: 'hours', component: lazyRouteComponent(() => import('../features/hours/pages/hours.page'), 'HoursPage') },
  { screen: 'hoursDelivered', component: lazyRouteComponent(() => import('../features/hours/pages/hours-delivered.page'), 'HoursDeliveredPage') },
  { screen: 'policySimulation', component: lazyRouteComponent(() => import('../features/hours/pages/policy-simulation.page'), 'PolicySimulationPage') },
  { screen: 'clients', component: lazyRouteComponent(() => import('../features/clients/pages/clients.page'), 'ClientsPage') },
  { screen: 'clientNew', component: lazyRouteComponent(() => import('../features/clients/pages/client-new.page'), 'ClientNewPage') },
  { screen: 'client', component: lazyRouteComponent(() => import('../features/clients/pages/client.page'), 'ClientPage') },
  { screen: 'groups', component: lazyRouteComponent(() => import('../features/groups/pages/groups.page'), 'GroupsPage') },
  { screen: 'groupNew', component: lazyRouteComponent(() => import('../features/groups/pages/group-new.page'), 'GroupNewPage') },
  { screen: 'group', component: lazyRouteComponent(() => import('../features/groups/pages/group.page'), 'GroupPage') },
  { screen: 'team', component: lazyRouteComponent(() => import('../features/team/pages/team.page'), 'TeamPage') },
  { screen: 'staff', component: lazyRouteComponent(() => import('../features/team/pages/staff.page'), 'StaffPage') },
  { screen: 'programs', component: lazyRouteComponent(() => import('../features/programs/pages/programs.page'), 'ProgramsPage') },
  { screen: 'program', component: lazyRouteComponent(() => import('../features/programs/pages/program.page'), 'ProgramPage') },
  { screen: 'services', component: lazyRouteComponent(() => import('../features/programs/pages/services.page'), 'ServicesPage') },
  { screen: 'ruleProfiles', component: lazyRouteComponent(() => import('../features/programs/pages/rule-profiles.page'), 'RuleProfilesPage') },
  { screen: 'ruleProfile', component: lazyRouteComponent(() => import('../features/programs/pages/rule-profile.page'), 'RuleProfilePage') },
  { screen: 'settings', component: lazyRouteComponent(() => import('./settings-screen'), 'SettingsScreen') },
  { screen: 'rooms', component: lazyRouteComponent(() => import('../features/settings/pages/rooms.page'), 'RoomsPage') },
  { screen: 'openingHours', component: lazyRouteComponent(() => import('../features/settings/pages/opening-hours.page'), 'OpeningHoursPage') },
  { screen: 'closures', component: lazyRouteComponent(() => import('../features/settings/pages/closures.page'), 'ClosuresPage') },
  { screen: 'imports', component: lazyRouteComponent(() => import('../features/import/pages/imports.page'), 'ImportsPage') },
  { screen: 'importNew', component: lazyRouteComponent(() => import('../features/import/pages/import-new.page'), 'ImportNewPage') },
  { screen: 'importRun', component: lazyRouteComponent(() => import('../features/import/pages/import.page'), 'ImportPage') },
  { screen: 'users', component: lazyRouteComponent(() => import('../features/users/pages/users.page'), 'UsersPage') },
  { screen: 'tokens', component: lazyRouteComponent(() => import('../features/tokens/pages/tokens.page'), 'TokensPage') },
  { screen: 'audit', component: lazyRouteComponent(() => import('../features/audit/pages/audit.page'), 'AuditPage') },
  { screen: 'emergencies', component: lazyRouteComponent(() => import('../features/audit/pages/emergencies.page'), 'EmergenciesPage') },
  { screen: 'feeds', component: lazyRouteComponent(() => import('../features/feeds/pages/feeds.page'), 'FeedsPage') },
  { screen: 'mySessions', component: lazyRouteComponent(() => import('../features/my-sessions/pages/my-sessions.page'), 'MySessionsPage') },
];

/** The screens outside any clinic. */
export const SignInPage = lazyRouteComponent(() => import('../features/sign-in/pages/sign-in.page'), 'SignInPage');
export const ChoosePasswordPage = lazyRouteComponent(() => import('../features/sign-in/pages/choose-password.page'), 'ChoosePasswordPage');
export const SetUpPage = lazyRouteComponent(() => import('../features/setup/pages/set-up.page'), 'SetUpPage');
