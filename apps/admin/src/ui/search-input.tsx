import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useHotkey } from '../lib/hotkeys';

/** A search field: answers 200 ms after the last key, at once on Enter; `/` puts the cursor there, Escape empties it. */
export function SearchInput(props: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder?: string;
  width?: number | string;
  delayMs?: number;
  autoFocus?: boolean;
}) {
  const { value, onChange, delayMs = 200 } = props;
  const [draft, setDraft] = useState(value);
  const sent = useRef(value);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onChange);
  latest.current = onChange;

  // A value from outside (Back, "clear filters") replaces the draft; our own echo does not.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setDraft(value);
    }
  }, [value]);

  const send = (next: string) => {
    if (next === sent.current) return;
    sent.current = next;
    latest.current(next);
  };
  useEffect(() => {
    const timer = setTimeout(() => send(draft.trim()), delayMs);
    return () => clearTimeout(timer);
  }, [draft, delayMs]);

  useHotkey('/', props.label, () => input.current?.focus());

  return (
    <TextInput
      ref={input}
      type="search"
      role="searchbox"
      aria-label={props.label}
      placeholder={props.placeholder ?? props.label}
      value={draft}
      autoComplete="off"
      spellCheck={false}
      w={{ base: '100%', sm: props.width ?? 260 }}
      data-autofocus={props.autoFocus || undefined}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        draft ? (
          <CloseButton size="sm" aria-label="Clear search" onClick={() => { setDraft(''); send(''); input.current?.focus(); }} />
        ) : (
          <Kbd size="xs" aria-hidden>/</Kbd>
        )
      }
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(draft.trim());
        if (event.key === 'Escape' && draft !== '') {
          event.stopPropagation();
          setDraft('');
          send('');
        }
      }}
    />
  );
}
