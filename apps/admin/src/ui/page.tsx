import { Breadcrumbs, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useCan } from '../lib/session';
import type { Permission } from '../lib/session';
import type { ScreenTarget } from '../lib/screens';
import { useScreenAddress } from '../lib/screens';
import classes from './page.module.css';
import { ScreenLink } from './screen-link';
import { NoPermission } from './states';

export interface PageTab {
  value: string;
  label: ReactNode;
  /** A tab of its own address … */
  to?: ScreenTarget;
  icon?: ReactNode;
}

export interface PageProps {
  /** Shown in the browser's tab and history: never a client's name. Also the heading unless `heading` is given. */
  title: string;
  /** What the heading shows instead, such as a `PersonName`. */
  heading?: ReactNode;
  description?: ReactNode;
  breadcrumbs?: { label: string; to: ScreenTarget }[];
  /** Buttons at the right; the main one last. */
  actions?: ReactNode;
  /** Beside the heading: a `StatusBadge`. */
  badge?: ReactNode;
  tabs?: PageTab[];
  tab?: string;
  /** … or tabs kept by the screen (in the address by `useUrlFilters`). */
  onTab?: (value: string) => void;
  /** Shows "your role does not include this screen" without it. */
  permission?: Permission;
  /** `full` uses the whole window (calendar, boards); `narrow` is for forms and settings. */
  width?: 'normal' | 'full' | 'narrow';
  /** Keeps the header in view while the content scrolls. */
  stickyHeader?: boolean;
  /** On paper the content stands alone. */
  bareOnPaper?: boolean;
  children: ReactNode;
}

/** The frame of every screen: title, way back, actions, tabs, and the one heading that takes the focus on arrival. */
export function Page(props: PageProps) {
  useEffect(() => {
    document.title = `${props.title} · Stepwell`;
  }, [props.title]);

  return (
    <div className={classes.page} data-width={props.width ?? 'normal'}>
      <div className={classes.header} data-print={props.bareOnPaper ? 'hide' : undefined} data-sticky={props.stickyHeader || undefined} data-tabs={props.tabs ? true : undefined}>
        {props.breadcrumbs && props.breadcrumbs.length > 0 && (
          <nav aria-label="Breadcrumbs" data-print="hide">
            <Breadcrumbs separatorMargin={6} mb={4}>
              {props.breadcrumbs.map((crumb) => (
                <ScreenLink key={crumb.label} to={crumb.to} size="sm" c="dimmed">
                  {crumb.label}
                </ScreenLink>
              ))}
            </Breadcrumbs>
          </nav>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <div className={classes.heading}>
            <Group gap="xs" align="center">
              <Title order={1} id="page-heading" tabIndex={-1} className={classes.title}>
                {props.heading ?? props.title}
              </Title>
              {props.badge}
            </Group>
            {props.description && (
              <Text c="dimmed" mt={2} component="div">
                {props.description}
              </Text>
            )}
          </div>
          {props.actions && (
            <Group gap="xs" data-print="hide">
              {props.actions}
            </Group>
          )}
        </Group>
        {props.tabs && <PageTabs tabs={props.tabs} {...(props.tab ? { tab: props.tab } : {})} {...(props.onTab ? { onTab: props.onTab } : {})} />}
      </div>
      {props.permission ? <Guarded permission={props.permission}>{props.children}</Guarded> : props.children}
    </div>
  );
}

function Guarded(props: { permission: Permission; children: ReactNode }) {
  return useCan(props.permission) ? props.children : <NoPermission />;
}

function PageTabs(props: { tabs: PageTab[]; tab?: string; onTab?: (value: string) => void }) {
  const address = useScreenAddress();
  const current = props.tab ?? props.tabs[0]?.value;
  return (
    <nav aria-label="Parts of this page" className={classes.tabs} data-print="hide">
      {props.tabs.map((tab) => {
        const inner = (
          <>
            {tab.icon}
            {tab.label}
          </>
        );
        const state = { className: classes.tab, 'aria-current': tab.value === current ? ('page' as const) : undefined };
        return tab.to ? (
          // The tab says itself which one is shown; the router would also light every address above it.
          <Link key={tab.value} to={address(tab.to)} activeOptions={{ exact: true, includeSearch: false }} {...state}>
            {inner}
          </Link>
        ) : (
          <UnstyledButton key={tab.value} onClick={() => props.onTab?.(tab.value)} {...state}>
            {inner}
          </UnstyledButton>
        );
      })}
    </nav>
  );
}

/** A titled part of a screen. */
export function Section(props: { title: ReactNode; description?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Group justify="space-between" align="flex-end" mb="xs" gap="sm">
        <div>
          <Title order={2}>{props.title}</Title>
          {props.description && (
            <Text c="dimmed" size="sm">
              {props.description}
            </Text>
          )}
        </div>
        {props.actions && <Group gap="xs">{props.actions}</Group>}
      </Group>
      {props.children}
    </section>
  );
}
