import { Button, Card, Group, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { today } from '@/lib/clinic-time';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic } from '@/lib/session';
import { id, oneOf, useUrlFilters } from '@/lib/url-filters';
import { EmptyState, ErrorState, FilterBar, LoadingBlock, Page, ZoneNote, toast } from '@/ui';
import { messageKeys, readMessages, recordCall } from '../api/messages';
import type { CallOutcome, Message } from '../api/messages';
import { MessageRow } from '../components/message-row';
import classes from '../components/message-row.module.css';
import { CALL_WORDS } from '../model/standing';

const FILTERS = { view: oneOf(['open', 'to_call', 'told', 'superseded'], 'open'), session: id() };
const LISTS = [{ value: 'open', label: 'Still to be told' }, { value: 'to_call', label: 'To call' }, { value: 'told', label: 'Told' }, { value: 'superseded', label: 'Superseded' }];
const NOTHING = { open: 'Everybody has been told', to_call: 'Nobody has to be called', told: 'Nobody was told anything yet', superseded: 'No message was overtaken by a later change' };

/** Who is told what of sessions that changed: what is due, what is held back and why, what is done. */
export function MessagesPage() {
  const { clinicId, timeZone } = useClinic();
  const mayCall = useCan('messages.write');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [busy, setBusy] = useState<string | null>(null);
  /** Takes away what was said of the call before: only the last one can be undone. */
  const unsay = useRef<(() => void) | null>(null);
  const day = today(timeZone);
  const wanted = { list: filters.values.view, session: filters.values.session };
  const list = useKeyset<Message>({ queryKey: messageKeys.list(clinicId, wanted), fetchPage: (cursor, signal) => readMessages(clinicId, wanted, cursor, signal), refetchInterval: 60_000 });
  const refresh = () => Promise.all(['messages', 'work-list'].map((thing) => queries.invalidateQueries({ queryKey: [thing, clinicId] })));

  const called = async (message: Message, outcome: CallOutcome) => {
    setBusy(message.id);
    try {
      const after = await recordCall(clinicId, message.id, outcome, message.version);
      unsay.current?.();
      unsay.current = toast.done(CALL_WORDS[outcome], { undo: () => recordCall(clinicId, message.id, null, after.version).then(refresh) });
    } catch (error) {
      toast.failed(error);
    }
    await refresh();
    setBusy(null);
  };

  return (
    <Page title="Messages" description="Who is told of a session that changed. The staff find it on their Today; nobody writes to a client who has not agreed to it, so somebody calls." permission="messages.read">
      <ZoneNote />
      <FilterBar filters={filters}>
        <SegmentedControl aria-label="Which messages" data={LISTS} value={filters.values.view} onChange={(value) => filters.set({ view: value as typeof filters.values.view })} />
        {filters.values.session && (
          <Button variant="default" onClick={() => filters.set({ session: null })}>
            About every session
          </Button>
        )}
      </FilterBar>
      {list.isLoading && <LoadingBlock height={320} />}
      {list.error && list.rows.length === 0 ? <ErrorState error={list.error} retry={list.retry} /> : null}
      {!list.isLoading && !list.error && list.rows.length === 0 && (
        <Card>
          <EmptyState title={NOTHING[filters.values.view]}>{filters.values.view === 'open' ? 'Once it is decided what happens to the sessions of somebody who is out, everybody it concerns appears here.' : null}</EmptyState>
        </Card>
      )}
      {list.rows.length > 0 && (
        <Card p={0}>
          <ul className={classes.list} aria-label="Messages">
            {list.rows.map((message) => (
              <MessageRow key={message.id} message={message} today={day} mayCall={mayCall} busy={busy === message.id} onCalled={(outcome) => void called(message, outcome)} />
            ))}
          </ul>
        </Card>
      )}
      {list.hasMore && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            Show more
          </Button>
        </Group>
      )}
    </Page>
  );
}
