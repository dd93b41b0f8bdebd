import { Box, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { formatNearness } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic, useMe } from '@/lib/session';
import { oneOf, useUrlFilters } from '@/lib/url-filters';
import { ClinicTime, DataTable, Page, Section, StatusBadge, toast, useConfirm } from '@/ui';
import type { Tone } from '@/ui';
import { feedKeys, readFeeds, renewFeed, revokeFeed } from '../api/feeds';
import type { Feed } from '../api/feeds';
import { AddressDialog } from '../components/address-dialog';
import type { Addressed } from '../components/address-dialog';
import { FeedDrawer } from '../components/feed-drawer';
import { WaysIn } from '../components/ways-in';
import { sayScope, sayTitles } from '../model/feed-words';

const STATES: Record<Feed['state'], { tone: Tone; label: string; means: string }> = {
  works: { tone: 'good', label: 'Works', means: 'Whoever has its address can read it.' },
  asleep: { tone: 'warning', label: 'Asleep', means: 'Its owner may not read this in Stepwell now, so nobody can read it there either.' },
  revoked: { tone: 'off', label: 'Revoked', means: 'Its address leads nowhere any more.' },
};

const FILTERS = { whose: oneOf(['mine', 'everyone'], 'mine') };

/** Calendars for the program a person keeps their days in. */
export function FeedsPage() {
  const { clinicId } = useClinic();
  const me = useMe();
  const queries = useQueryClient();
  const confirm = useConfirm();
  const watchesOver = useCan('tokens.manage');
  const filters = useUrlFilters(FILTERS);
  const everyone = watchesOver && filters.values.whose === 'everyone';
  const [making, setMaking] = useState(false);
  const [addressed, setAddressed] = useState<Addressed | null>(null);
  const list = useKeyset<Feed>({ queryKey: feedKeys.list(clinicId, everyone), fetchPage: (cursor, signal) => readFeeds(clinicId, everyone, cursor, signal) });
  const refresh = () => void queries.invalidateQueries({ queryKey: feedKeys.all(clinicId) });
  useHotkey('n', 'New calendar feed', () => setMaking(true));

  const renew = async (feed: Feed) => {
    const sure = await confirm({
      title: `A new address for “${feed.label}”?`,
      message: 'The address it has leads nowhere from now on: whatever reads it today needs the new one.',
      confirmLabel: 'New address',
    });
    if (!sure) return;
    try {
      const { address } = await renewFeed(clinicId, feed.id, feed.version, newKey());
      setAddressed({ label: feed.label, address });
    } catch (error) {
      toast.failed(error);
    }
    refresh();
  };
  const revoke = async (feed: Feed) => {
    if (!(await confirm({ title: `Revoke “${feed.label}”?`, message: 'Calendars that read it stop at once. This cannot be taken back.', confirmLabel: 'Revoke', danger: true }))) return;
    try {
      await revokeFeed(clinicId, feed.id);
      toast.done('Feed revoked');
    } catch (error) {
      toast.failed(error);
    }
    refresh();
  };
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New feed
    </Button>
  );

  return (
    <Page
      title="Calendar feeds"
      description="Sessions in the calendar you already use, from a month back to half a year ahead. No client’s name is ever in them."
      actions={add}
      permission="schedule.read"
    >
      {watchesOver && (
        <SegmentedControl
          mb="md"
          aria-label="Whose feeds"
          data={[{ value: 'mine', label: 'Mine' }, { value: 'everyone', label: 'Everyone’s' }]}
          value={filters.values.whose}
          onChange={(whose) => filters.set({ whose: whose as 'mine' | 'everyone' })}
        />
      )}
      <DataTable
        label="Calendar feeds"
        list={list}
        rowKey={(feed) => feed.id}
        isRowDimmed={(feed) => feed.state === 'revoked'}
        columns={[
          {
            key: 'label',
            header: 'Feed',
            cell: (feed) => (
              <div>
                <Text fw={500}>{feed.label}</Text>
                <Text size="xs" c="dimmed">
                  {sayScope(feed, feed.ownerId === me.user.id)}, {sayTitles(feed.titles)}
                </Text>
              </div>
            ),
          },
          {
            key: 'state',
            header: 'State',
            width: 130,
            cell: (feed) => (
              <StatusBadge tone={STATES[feed.state].tone} title={STATES[feed.state].means}>
                {STATES[feed.state].label}
              </StatusBadge>
            ),
          },
          { key: 'read', header: 'Last read', width: 140, cell: (feed) => <Text inherit c="dimmed">{feed.lastReadAt ? formatNearness(feed.lastReadAt) : 'never'}</Text> },
          ...(everyone
            ? [{ key: 'owner', header: 'Whose', width: 180, cell: (feed: Feed) => feed.ownerName }]
            : [{ key: 'since', header: 'Address since', width: 190, hideBelow: 'md' as const, cell: (feed: Feed) => <Text inherit c="dimmed"><ClinicTime at={feed.rotatedAt ?? feed.createdAt} withDay /></Text> }]),
        ]}
        rowActions={(feed) =>
          feed.state === 'revoked' ? null : (
            <Group gap={4} wrap="nowrap">
              {feed.ownerId === me.user.id && (
                <Button variant="subtle" size="compact-sm" aria-label={`New address for ${feed.label}`} onClick={() => void renew(feed)}>
                  New address
                </Button>
              )}
              <Button variant="subtle" color="red" size="compact-sm" aria-label={`Revoke ${feed.label}`} onClick={() => void revoke(feed)}>
                Revoke
              </Button>
            </Group>
          )
        }
        empty={
          everyone
            ? { title: 'Nobody reads the schedule from outside', text: 'Feeds that people make show here, and can be revoked.' }
            : { title: 'Not in any other calendar yet', text: 'Make a feed for each device, so that a lost one can be cut off alone.', action: add }
        }
      />
      <Box mt="xl">
        <Section title="Where the address goes">
          <WaysIn />
          <Text size="sm" c="dimmed" mt="sm">
            Google and Outlook read it from their own servers, so Stepwell must be reachable from the internet for them.
          </Text>
        </Section>
      </Box>
      {making && (
        <FeedDrawer
          onClose={() => setMaking(false)}
          onMade={(feed) => {
            setMaking(false);
            setAddressed(feed);
            refresh();
          }}
        />
      )}
      {addressed && <AddressDialog {...addressed} onClose={() => setAddressed(null)} />}
    </Page>
  );
}
