import { Button, Card, Group, SegmentedControl, Select, Switch, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { maybeOneOf, oneOf, useUrlFilters } from '@/lib/url-filters';
import { EmptyState, ErrorState, FilterBar, LoadingBlock, Page, Section, toast } from '@/ui';
import { readTask, readWork, workKeys } from '../api/work-list';
import type { Task, WorkItem } from '../api/work-list';
import { DropDialog } from '../components/drop-dialog';
import { SnoozeDialog } from '../components/snooze-dialog';
import { TaskDrawer } from '../components/task-drawer';
import { useWork } from '../components/use-work';
import { WorkRow } from '../components/work-row';
import { NEARNESS, opens, partsOf } from '../model/work';
import classes from './work-list.module.css';

const FILTERS = { whose: oneOf(['mine', 'unowned', 'everyone'], 'mine'), kind: maybeOneOf(['task', 'attendance', 'call', 'authorization', 'credential', 'intake']), show: oneOf(['awake', 'all'], 'awake') };
const KINDS = [{ value: 'task', label: 'Tasks' }, { value: 'attendance', label: 'Attendance owed' }, { value: 'call', label: 'Calls' }, { value: 'authorization', label: 'Authorizations' }, { value: 'credential', label: 'Licenses' }, { value: 'intake', label: 'Places offered' }];
const NOTHING = { mine: 'Nothing is due', unowned: 'Nothing waits for somebody', everyone: 'Nothing is due' };

/** Everything a person has to do, by its deadline, wherever it comes from. */
export function WorkListPage() {
  const { clinicId, timeZone } = useClinic();
  const day = today(timeZone);
  const filters = useUrlFilters(FILTERS);
  const mayWrite = useCan('tasks.write');
  const maySeeAll = useCan('tasks.everyone');
  const open = useOpenScreen();
  const work = useWork();
  const [current, setCurrent] = useState<string | null>(null);
  const [asking, setAsking] = useState<{ ask: 'snooze' | 'drop'; item: WorkItem } | null>(null);
  const [editing, setEditing] = useState<Task | 'new' | null>(null);
  const whose = filters.values.whose === 'everyone' && !maySeeAll ? 'mine' : filters.values.whose;
  const wanted = { whose, kind: filters.values.kind, snoozed: filters.values.show === 'all' };
  const list = useKeyset<WorkItem>({ queryKey: workKeys.list(clinicId, wanted), fetchPage: (cursor, signal) => readWork(clinicId, wanted, cursor, signal), refetchInterval: 60_000 });
  const at = Math.max(list.rows.findIndex((item) => item.id === current), 0);
  const item = list.rows[at];
  const task = mayWrite && item?.kind === 'task' ? item : null;

  const go = (step: number) => setCurrent(list.rows[Math.min(Math.max(at + step, 0), list.rows.length - 1)]?.id ?? null);
  /** The one below takes its place. */
  const leave = (gone: WorkItem) => {
    const from = list.rows.findIndex((one) => one.id === gone.id);
    setCurrent((list.rows[from + 1] ?? list.rows[from - 1])?.id ?? null);
  };
  const done = (one: WorkItem) => {
    leave(one);
    void work.done(one);
  };
  const edit = (one: WorkItem) => void readTask(clinicId, one.id).then(setEditing, (error: unknown) => toast.failed(error));
  const enter = (one: WorkItem) => {
    const target = opens(one);
    if (target) open(target);
    else if (mayWrite) edit(one);
  };

  const GROUP = { group: 'Work list' };
  useHotkey('j', 'Next', () => go(1), GROUP);
  useHotkey('k', 'Before', () => go(-1), GROUP);
  useHotkey('ArrowDown', 'Next', () => go(1), GROUP);
  useHotkey('ArrowUp', 'Before', () => go(-1), GROUP);
  useHotkey('o', 'Open it where it is done', () => item && enter(item), GROUP);
  useHotkey('d', 'Done', () => task && done(task), { ...GROUP, enabled: mayWrite });
  useHotkey('s', 'Put off', () => task && setAsking({ ask: 'snooze', item: task }), { ...GROUP, enabled: mayWrite });
  useHotkey('e', 'Change or give away', () => task && edit(task), { ...GROUP, enabled: mayWrite });
  useHotkey('n', 'New task', () => setEditing('new'), { ...GROUP, enabled: mayWrite });

  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      New task
    </Button>
  );
  const choices = [{ value: 'mine', label: 'Mine' }, { value: 'unowned', label: 'Nobody’s yet' }, ...(maySeeAll ? [{ value: 'everyone', label: 'Everyone’s' }] : [])];
  return (
    <Page title="Work list" description="What is to be done, the nearest deadline first." actions={add} permission="tasks.read">
      <FilterBar filters={filters}>
        <SegmentedControl aria-label="Whose work" data={choices} value={whose} onChange={(value) => filters.set({ whose: value as typeof whose })} />
        <Select aria-label="Kind" placeholder="Every kind" clearable w={180} data={KINDS} value={filters.values.kind} onChange={(kind) => filters.set({ kind: kind as typeof filters.values.kind })} />
        <Switch label="Also what sleeps" checked={wanted.snoozed} onChange={(event) => filters.set({ show: event.currentTarget.checked ? 'all' : 'awake' })} />
      </FilterBar>
      {list.isLoading && <LoadingBlock height={320} />}
      {list.error && list.rows.length === 0 ? <ErrorState error={list.error} retry={list.retry} /> : null}
      {!list.isLoading && !list.error && list.rows.length === 0 && (
        <Card>
          <EmptyState title={NOTHING[whose]}>{whose === 'mine' ? 'What is owed, and what others ask of you, appears here by its deadline.' : null}</EmptyState>
        </Card>
      )}
      {partsOf(list.rows, day).map((part) => (
        <Section key={part.nearness} title={NEARNESS[part.nearness]}>
          <Card p={0}>
            <ul className={classes.list} aria-label={NEARNESS[part.nearness]}>
              {part.items.map((one) => (
                <WorkRow
                  key={`${one.kind} ${one.id}`}
                  item={one}
                  today={day}
                  current={one.id === item?.id}
                  showOwner={whose !== 'mine'}
                  mayWrite={mayWrite}
                  onPick={() => setCurrent(one.id)}
                  onOpen={() => enter(one)}
                  onDone={() => done(one)}
                  onSnooze={() => setAsking({ ask: 'snooze', item: one })}
                  onEdit={() => edit(one)}
                  onDrop={() => setAsking({ ask: 'drop', item: one })}
                />
              ))}
            </ul>
          </Card>
        </Section>
      ))}
      {list.hasMore && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            Show more
          </Button>
        </Group>
      )}
      {list.rows.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm" className={classes.keys} data-print="hide">
          j k move · Enter open{mayWrite ? ' · d done · s put off · e change · n new' : ''}
        </Text>
      )}
      {asking?.ask === 'snooze' && (
        <SnoozeDialog
          today={day}
          onClose={() => setAsking(null)}
          onChoose={(until, reason) => {
            setAsking(null);
            if (!wanted.snoozed) leave(asking.item);
            void work.snooze(asking.item, until, reason);
          }}
        />
      )}
      {asking?.ask === 'drop' && (
        <DropDialog
          onClose={() => setAsking(null)}
          onChoose={(reason) => {
            setAsking(null);
            leave(asking.item);
            void work.drop(asking.item, reason);
          }}
        />
      )}
      {editing && (
        <TaskDrawer
          task={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            toast.done(editing === 'new' ? 'Task added' : 'Task saved');
            setEditing(null);
            void work.refresh();
          }}
        />
      )}
    </Page>
  );
}
