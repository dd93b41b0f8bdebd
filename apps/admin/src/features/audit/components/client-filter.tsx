import { Combobox, Input, InputBase, Loader, Text, VisuallyHidden, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { PersonName, useFoundClients } from '@/ui';
import type { PersonNameParts } from '@/ui';

/** Narrows the trail to one client, found as one types. `name` is whatever the screen knows of the client chosen. */
export function ClientFilter(props: { value: string | null; name: PersonNameParts | null; onChange: (clientId: string | null, name: PersonNameParts | null) => void }) {
  const [q, setQ] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setQ('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const found = useFoundClients(q);
  const options = found.clients;

  return (
    <Combobox
      store={combobox}
      shadow="md"
      width={280}
      position="bottom-start"
      onOptionSubmit={(clientId) => {
        props.onChange(clientId, options.find((client) => client.id === clientId) ?? null);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          pointer
          w={{ base: '100%', xs: 190 }}
          rightSection={props.value ? <Combobox.ClearButton aria-label="Every client" onClear={() => props.onChange(null, null)} /> : <Combobox.Chevron />}
          rightSectionPointerEvents={props.value ? 'auto' : 'none'}
          onClick={() => combobox.toggleDropdown()}
        >
          <VisuallyHidden>Client: </VisuallyHidden>
          {props.value ? props.name ? <PersonName {...props.name} /> : 'One client' : <Input.Placeholder>Every client</Input.Placeholder>}
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          placeholder="Name, chart number, birth date"
          aria-label="Find a client"
          rightSection={found.isLooking ? <Loader size="xs" /> : null}
        />
        <Combobox.Options>
          {options.map((client) => (
            <Combobox.Option key={client.id} value={client.id}>
              <PersonName {...client} />
              <Text span size="xs" c="dimmed" ml={6}>
                {client.chartNumber}
              </Text>
            </Combobox.Option>
          ))}
          {options.length === 0 && <Combobox.Empty>{!found.isAsked ? 'Type at least two letters' : found.isLooking ? 'Looking…' : 'Nobody found'}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
