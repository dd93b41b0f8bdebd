import { Combobox, Group, Input, Loader, Pill, PillsInput, Text, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { PersonName, sayName, useFoundClients } from '@/ui';
import type { FoundClient } from '@/ui';

/** Clients, found as one types over name, chart number, phone or birth date. */
export function ClientField(props: { value: FoundClient[]; max: number; onChange: (clients: FoundClient[]) => void }) {
  const [words, setWords] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useFoundClients(words);
  const chosen = new Set(props.value.map((one) => one.id));
  const options = found.clients.filter((one) => !chosen.has(one.id) && one.status !== 'archived');
  const full = props.value.length >= props.max;
  return (
    <Combobox
      store={combobox}
      shadow="md"
      onOptionSubmit={(id) => {
        const client = options.find((one) => one.id === id);
        if (client) props.onChange([...props.value, client]);
        setWords('');
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput label={props.max === 1 ? 'Client' : 'Clients'} onClick={() => combobox.openDropdown()} rightSection={found.isLooking ? <Loader size="xs" /> : null}>
          <Pill.Group>
            {props.value.map((client) => (
              <Pill key={client.id} withRemoveButton removeButtonProps={{ 'aria-label': `Take off ${sayName(client)}`, 'aria-hidden': false, tabIndex: 0 }} onRemove={() => props.onChange(props.value.filter((one) => one.id !== client.id))}>
                <PersonName {...client} />
              </Pill>
            ))}
            {!full && (
              <Combobox.EventsTarget>
                <PillsInput.Field
                  aria-label={props.max === 1 ? 'Client' : 'Clients'}
                  placeholder={props.value.length === 0 ? 'Name, chart number, birth date' : 'And'}
                  value={words}
                  autoComplete="off"
                  onFocus={() => combobox.openDropdown()}
                  onBlur={() => combobox.closeDropdown()}
                  onChange={(event) => {
                    setWords(event.currentTarget.value);
                    combobox.openDropdown();
                    combobox.updateSelectedOptionIndex();
                  }}
                  onKeyDown={(event) => {
                    if (event.key === 'Backspace' && words === '') props.onChange(props.value.slice(0, -1));
                  }}
                />
              </Combobox.EventsTarget>
            )}
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={!found.isAsked}>
        <Combobox.Options>
          {options.map((client) => (
            <Combobox.Option key={client.id} value={client.id}>
              <Group gap={6}>
                <PersonName {...client} withLegal />
                <Text span size="xs" c="dimmed">
                  {client.chartNumber}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
          {options.length === 0 && <Combobox.Empty>{found.isLooking ? 'Looking…' : 'Nobody like that has a chart here'}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
      {full && props.max > 1 && <Input.Description mt={4}>This service takes {props.max} at most.</Input.Description>}
    </Combobox>
  );
}
