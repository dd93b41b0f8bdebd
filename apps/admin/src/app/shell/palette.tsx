import '@mantine/spotlight/styles.layer.css';
import { Kbd, Loader, Modal, Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { usePaletteGroups } from '../../lib/palette';
import type { PaletteItem } from '../../lib/palette';
import { screenAddress } from '../../lib/screens';
import type { ScreenTarget } from '../../lib/screens';
import { useClinic } from '../../lib/session';
import { foundOnlyFor, navigationFor } from '../navigation';
import { paletteSources } from '../palette-sources';
import classes from './palette.module.css';
import { Keys } from './keys';
import { matches } from './matches';
import { useShellActions } from './use-shell-actions';

const [store, spotlight] = createSpotlight();

function selectFirst(): void {
  const list = document.getElementById(store.getState().listId);
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

/** ⌘K: screens, the actions of what is on screen, and people, in one field. */
export function Palette(props: { request: number }) {
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), [props.request]);
  const local = useLocalGroups(query);
  const { groups: found, isSearching } = useFoundGroups(query);
  const groups = [...local, ...found].filter((group) => group.items.length > 0);

  const firstHit = groups[0]?.items[0]?.id;
  useEffect(() => {
    // Enter opens the best hit without a further key.
    const frame = requestAnimationFrame(() => {
      if (query !== '') selectFirst();
    });
    return () => cancelAnimationFrame(frame);
  }, [query, firstHit]);

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="min(60vh, 480px)"
      radius="lg"
      centered={false}
      overlayProps={{ backgroundOpacity: 0.32, blur: 0 }}
      classNames={{ actionsGroup: classes.group, search: classes.search }}
      size="lg"
      yOffset="12vh"
      zIndex={350}
    >
      <VisuallyHidden>
        <Modal.Title>Find</Modal.Title>
      </VisuallyHidden>
      <Spotlight.Search
        placeholder="Find a client, a session, a screen or an action"
        aria-label="Find a client, a session, a screen or an action"
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={isSearching ? <Loader size="xs" color="gray" /> : <Kbd size="xs">Esc</Kbd>}
        rightSectionWidth={52}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.group} label={group.group}>
            {group.items.map((item) => (
              <Spotlight.Action key={`${group.group}:${item.id}`} onClick={item.run} className={classes.action}>
                <span className={classes.icon} aria-hidden>
                  {item.icon ?? <IconArrowRight size={18} stroke={1.7} />}
                </span>
                <span className={classes.label}>{item.label}</span>
                {item.description}
                {item.keys && (
                  <span className={classes.keys} aria-hidden>
                    <Keys keys={item.keys} />
                  </span>
                )}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && (
          <Spotlight.Empty>
            <Text c="dimmed">{isSearching ? 'Looking…' : `Nothing found for “${query}”. A part of the name is enough.`}</Text>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

interface PaletteGroup {
  group: string;
  items: PaletteItem[];
}

function useLocalGroups(query: string): PaletteGroup[] {
  const clinic = useClinic();
  const navigate = useNavigate();
  const offered = usePaletteGroups();
  const shell = useShellActions();
  const screens: PaletteItem[] = [...navigationFor(clinic.permissions).flatMap((group) => group.items), ...foundOnlyFor(clinic.permissions)].map((item) => ({
      id: item.screen,
      label: item.label,
      text: `${item.label} ${item.words ?? ''}`,
      icon: <item.icon size={18} stroke={1.7} />,
      ...(item.keys ? { keys: item.keys } : {}),
      run: () => void navigate({ href: screenAddress(clinic.clinicSlug, { screen: item.screen } as ScreenTarget) }),
    }));
  return [...offered, { group: 'Screens', items: screens }, { group: 'Stepwell', items: shell }].map((group) => ({
    group: group.group,
    items: group.items.filter((item) => matches(item.text, query)),
  }));
}

function useFoundGroups(query: string): { groups: PaletteGroup[]; isSearching: boolean } {
  const clinic = useClinic();
  const navigate = useNavigate();
  const now = query.trim();
  const [typed] = useDebouncedValue(now, 160);
  const sources = paletteSources.filter((source) => !source.permission || clinic.permissions.includes(source.permission));
  const answers = useQueries({
    queries: sources.map((source) => ({
      queryKey: ['palette', source.id, clinic.clinicId, typed],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        source.search(typed, { ...clinic, signal, open: (href: string) => void navigate({ href }) }),
      enabled: typed.length >= 2,
      staleTime: 30_000,
      gcTime: 60_000,
    })),
  });
  if (now.length < 2) return { groups: [], isSearching: false };
  return {
    groups: sources.map((source, index) => ({ group: source.label, items: answers[index]?.data ?? [] })),
    isSearching: typed !== now || answers.some((answer) => answer.isFetching),
  };
}
