import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconArrowRight, IconCheck, IconClock, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { formatDay } from '@/lib/clinic-time';
import { PersonName, ScreenLink, StatusBadge } from '@/ui';
import type { WorkItem } from '../api/work-list';
import { nearnessOf, opens } from '../model/work';
import classes from './work-row.module.css';

const KINDS: Record<WorkItem['kind'], string> = { task: 'Task', attendance: 'Attendance owed', call: 'Call', authorization: 'Authorization', credential: 'License', intake: 'Place offered' };

export interface WorkRowProps {
  item: WorkItem;
  today: string;
  current: boolean;
  /** Whose list this is: where it is one's own, the owner need not be told. */
  showOwner: boolean;
  mayWrite: boolean;
  onPick: () => void;
  onOpen: () => void;
  onDone: () => void;
  onSnooze: () => void;
  onEdit: () => void;
  onDrop: () => void;
}

/** One thing to do: what, for whom, by when, and the way to where it is done. */
export function WorkRow(props: WorkRowProps) {
  const { item, current } = props;
  const row = useRef<HTMLLIElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    // The screen opens with the focus at its heading; from then on it follows the keys.
    const moved = opened.current;
    opened.current = true;
    if (!moved || !current || document.querySelector('[role="dialog"]')) return;
    row.current?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const target = opens(item);
  const overdue = nearnessOf(item.dueOn, props.today) === 'overdue';
  const writable = item.kind === 'task' && props.mayWrite;
  return (
    <li
      ref={row}
      className={classes.row}
      data-current={current || undefined}
      tabIndex={current ? 0 : -1}
      aria-label={`${item.title}, due ${formatDay(item.dueOn, props.today)}`}
      onFocus={() => !current && props.onPick()}
      onKeyDown={(event) => event.key === 'Enter' && event.target === event.currentTarget && props.onOpen()}
    >
      <div>
        <div className={classes.title}>
          {item.title}
          {item.client && (
            <>
              {' · '}
              <ScreenLink to={{ screen: 'client', params: { clientId: item.client.id } }} fw={500}>
                <PersonName {...item.client} />
              </ScreenLink>
            </>
          )}
        </div>
        <div className={classes.about}>
          <span>{KINDS[item.kind]}</span>
          <Text span inherit c={overdue ? 'red' : undefined} fw={overdue ? 600 : undefined}>
            {overdue ? `Was due ${formatDay(item.dueOn, props.today)}` : `Due ${formatDay(item.dueOn, props.today)}`}
          </Text>
          {item.about && <span>{item.about}</span>}
          {props.showOwner && <span>{item.owners.length > 0 ? item.owners.map((owner) => owner.name).join(' and ') : 'Nobody’s yet'}</span>}
          {item.snoozedUntil && item.snoozedUntil > props.today && (
            <StatusBadge tone="waiting" {...(item.snoozeReason ? { title: item.snoozeReason } : {})}>
              Sleeps until {formatDay(item.snoozedUntil, props.today)}
            </StatusBadge>
          )}
        </div>
      </div>
      <Group gap={6} justify="flex-end" wrap="nowrap">
        {target && (
          <ScreenLink to={target} size="sm" fw={500}>
            <Group gap={4} wrap="nowrap" px={8} mih={36}>
              Open <IconArrowRight size={16} aria-hidden />
            </Group>
          </ScreenLink>
        )}
        {writable && (
          <>
            <Button variant="default" leftSection={<IconCheck size={16} />} onClick={props.onDone} aria-label={`Done: ${item.title}`}>
              Done
            </Button>
            <Menu>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size={36} aria-label={`More for ${item.title}`}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconClock size={16} />} onClick={props.onSnooze}>
                  Put off …
                </Menu.Item>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={props.onEdit}>
                  Change or give away …
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash size={16} />} onClick={props.onDrop}>
                  Drop …
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </Group>
    </li>
  );
}
