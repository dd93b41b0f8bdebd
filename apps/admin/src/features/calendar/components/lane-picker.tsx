import { Button, Checkbox, Popover, Stack, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { ClientSearch, PersonName, SearchInput, sayName } from '@/ui';
import { calendarKeys, readGroups, readRooms, readStaff } from '../api/calendar';
import type { Calendar } from '../api/calendar';
import type { LaneKind } from '../model/lanes';
import classes from './lane-picker.module.css';

const WORDS = {
  staff: { all: 'Every clinician', several: 'clinicians', find: 'Find a clinician' },
  room: { all: 'Every room', several: 'rooms', find: 'Find a room' },
  group: { all: 'Every group', several: 'groups', find: 'Find a group' },
  client: { all: 'Choose clients', several: 'clients', find: 'Find a client' },
} as const;
const READ: Record<'staff' | 'room' | 'group', (clinicId: string, search: string) => Promise<{ items: { id: string; name: string }[] }>> = { staff: readStaff, room: readRooms, group: readGroups };

/** Chooses whose lanes the calendar shows. Only ids are kept. */
export function LanePicker(props: { kind: LaneKind; chosen: readonly string[]; most: number; names: ReadonlyMap<string, string>; clients: Calendar['clients']; onChange: (ids: string[]) => void }) {
  const { kind, chosen, names } = props;
  const [opened, setOpened] = useState(false);
  const words = WORDS[kind];
  const [only] = chosen;
  const said = chosen.length === 0 ? words.all : chosen.length === 1 && only ? (names.get(only) ?? `One of the ${words.several}`) : `${chosen.length} ${words.several}`;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={320} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />} onClick={() => setOpened(!opened)} className={classes.button}>
          {kind === 'client' && chosen.length === 1 ? <PersonName givenName={said} /> : said}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.find}>
        <Stack gap="sm">
          {kind === 'client' ? <ClientChoice {...props} /> : <Choice {...props} kind={kind} />}
          {chosen.length > 0 && (
            <Button size="compact-sm" variant="subtle" onClick={() => props.onChange([])}>
              Clear the choice
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type PickerProps = Parameters<typeof LanePicker>[0];

function Choice(props: PickerProps & { kind: 'staff' | 'room' | 'group' }) {
  const { kind, chosen } = props;
  const { clinicId } = useClinic();
  const [search, setSearch] = useState('');
  const list = useQuery({ queryKey: [...calendarKeys.resources(clinicId, kind), search], queryFn: () => READ[kind](clinicId, search), staleTime: 60_000, placeholderData: keepPreviousData });
  const found = list.data?.items ?? [];
  const full = chosen.length >= props.most;
  return (
    <>
      <SearchInput label={WORDS[kind].find} value={search} onChange={setSearch} width="100%" autoFocus />
      <div className={classes.list} role="group" aria-label={WORDS[kind].find}>
        {found.map((one) => (
          <Checkbox
            key={one.id}
            label={one.name}
            checked={chosen.includes(one.id)}
            disabled={full && !chosen.includes(one.id)}
            onChange={(event) => props.onChange(event.currentTarget.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
          />
        ))}
        {list.data && found.length === 0 && (
          <Text c="dimmed" size="sm">
            None found.
          </Text>
        )}
      </div>
      {full && (
        <Text c="dimmed" size="sm">
          {props.most} at most.
        </Text>
      )}
    </>
  );
}

function ClientChoice(props: PickerProps) {
  const { chosen } = props;
  return (
    <>
      <ClientSearch label="Find a client" action="Show" notedAs={(client) => (chosen.includes(client.id) ? 'Chosen' : null)} autoFocus onChoose={(client) => props.onChange([...chosen, client.id].slice(-props.most))} />
      {props.clients.map((client) => (
        <Checkbox key={client.id} label={<PersonName {...client} />} aria-label={sayName(client)} checked={chosen.includes(client.id)} onChange={() => props.onChange(chosen.filter((id) => id !== client.id))} />
      ))}
    </>
  );
}
