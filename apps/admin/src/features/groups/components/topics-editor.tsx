import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Topic } from '../api/groups';
import classes from './topics-editor.module.css';

/** The topics of a curriculum in their order. Buttons or Alt with the arrows move a topic; the cursor goes with it. */
export function TopicsEditor<Values extends { curriculum: Topic[] }>(props: { form: UseFormReturnType<Values>; disabled?: boolean }) {
  const { form, disabled = false } = props;
  const topics = form.values.curriculum;
  const list = useRef<HTMLOListElement>(null);
  const [focus, setFocus] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (focus === null) return;
    list.current?.querySelectorAll<HTMLInputElement>('[data-topic]')[focus]?.focus();
    setFocus(null);
  }, [focus]);

  const set = (next: Topic[]) => form.setFieldValue('curriculum', next as never);
  const move = (from: number, by: -1 | 1) => {
    const to = from + by;
    const topic = topics[from];
    if (!topic || to < 0 || to >= topics.length) return;
    const next = topics.filter((_, index) => index !== from);
    next.splice(to, 0, topic);
    set(next);
    setFocus(to);
    setSaid(`${topic.title || 'The topic'} is now number ${to + 1} of ${topics.length}`);
  };
  const add = () => {
    set([...topics, { title: '', note: '' }]);
    setFocus(topics.length);
  };
  const onKey = (index: number) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      move(index, event.key === 'ArrowUp' ? -1 : 1);
    }
    if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      if (index === topics.length - 1) add();
      else setFocus(index + 1);
    }
  };

  return (
    <div>
      {topics.length > 0 && (
        <ol className={classes.list} ref={list}>
          {topics.map((_, index) => (
            <li key={index} className={classes.topic}>
              <span className={classes.number} aria-hidden>
                {index + 1}
              </span>
              <TextInput aria-label={`Topic ${index + 1}`} placeholder="Topic" data-topic disabled={disabled} onKeyDown={onKey(index)} {...form.getInputProps(`curriculum.${index}.title`)} />
              <TextInput className={classes.note ?? ''} aria-label={`What topic ${index + 1} is about`} placeholder="What it is about" disabled={disabled} onKeyDown={onKey(index)} {...form.getInputProps(`curriculum.${index}.note`)} />
              {!disabled && (
                <Group gap={0} wrap="nowrap" pt={3}>
                  <ActionIcon aria-label={`Move topic ${index + 1} up`} disabled={index === 0} onClick={() => move(index, -1)}>
                    <IconArrowUp size={16} />
                  </ActionIcon>
                  <ActionIcon aria-label={`Move topic ${index + 1} down`} disabled={index === topics.length - 1} onClick={() => move(index, 1)}>
                    <IconArrowDown size={16} />
                  </ActionIcon>
                  <ActionIcon aria-label={`Remove topic ${index + 1}`} onClick={() => set(topics.filter((_, at) => at !== index))}>
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              )}
            </li>
          ))}
        </ol>
      )}
      <span aria-live="polite" className={classes.srOnly}>
        {said}
      </span>
      {!disabled && (
        <Group mt={topics.length > 0 ? 8 : 0} gap="sm">
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} disabled={topics.length >= 100} onClick={add}>
            Add a topic
          </Button>
          {topics.length > 1 && (
            <Text size="xs" c="dimmed" visibleFrom="sm">
              Alt and the arrows move the topic you are in.
            </Text>
          )}
        </Group>
      )}
    </div>
  );
}
