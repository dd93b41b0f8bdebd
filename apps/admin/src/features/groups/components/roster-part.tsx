import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconDots, IconPrinter, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDate, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, PersonName, Section, StatusBadge, sayName } from '@/ui';
import type { Column } from '@/ui';
import type { Group, Member } from '../api/groups';
import { standingOf } from '../model/words';
import { MembershipDrawer } from './membership-drawer';

/** Who comes, who will, and who left within the last 90 days. */
export function RosterPart(props: { group: Group; onEnrol: () => void; onChanged: () => void }) {
  const { group } = props;
  const { timeZone } = useClinic();
  const canEnrol = useCan('schedule.write');
  const [changing, setChanging] = useState<{ member: Member; end: boolean } | null>(null);
  const day = today(timeZone);
  const here = group.roster.filter((one) => one.leftOn === null || one.leftOn >= day);
  const left = group.roster.filter((one) => one.leftOn !== null && one.leftOn < day);
  const columns: Column<Member>[] = [
    {
      key: 'name',
      header: 'Client',
      cell: (member) => (
        <>
          <PersonName {...member.client} fw={500} />
          <Text size="xs" c="dimmed">
            {[member.client.chartNumber, member.client.pronouns].filter(Boolean).join(' · ')}
          </Text>
        </>
      ),
    },
    { key: 'program', header: 'Program', hideBelow: 'md', cell: (member) => member.programName },
    { key: 'from', header: 'Joined', width: 130, cell: (member) => formatDate(member.joinedOn) },
    { key: 'to', header: 'Last day', width: 130, cell: (member) => (member.leftOn ? formatDate(member.leftOn) : '–') },
  ];
  const state: Column<Member> = {
    key: 'state',
    header: 'Standing',
    width: 190,
    cell: (member) => {
      const { tone, word } = standingOf(member, day);
      return <StatusBadge tone={tone}>{word}</StatusBadge>;
    },
  };
  return (
    <>
      <Section
        title="Who comes"
        description={group.active ? undefined : 'This group is no longer held.'}
        actions={
          <>
            <Button variant="default" data-print="hide" leftSection={<IconPrinter size={16} />} onClick={() => window.print()} disabled={group.roster.length === 0}>
              Print
            </Button>
            {canEnrol && group.active && (
              <Button data-print="hide" leftSection={<IconUserPlus size={16} />} onClick={props.onEnrol}>
                Enrol
              </Button>
            )}
          </>
        }
      >
        <DataTable
          label="Members"
          rows={here}
          rowKey={(member) => member.id}
          rowLink={(member) => ({ screen: 'client', params: { clientId: member.client.id } })}
          columns={[...columns, { key: 'ahead', header: 'Booked ahead', width: 120, align: 'right', hideBelow: 'sm', cell: (member) => member.ahead }, state]}
          {...(canEnrol
            ? {
                rowActions: (member: Member) => (
                  <Menu>
                    <Menu.Target>
                      <ActionIcon aria-label={`More for ${sayName(member.client)}`} data-print="hide">
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item onClick={() => setChanging({ member, end: false })}>Change dates</Menu.Item>
                      <Menu.Item onClick={() => setChanging({ member, end: true })}>End membership</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                ),
              }
            : {})}
          empty={{ title: 'Nobody is in this group yet', text: canEnrol ? 'Enrol the first client; every session to come is booked with it.' : 'Whoever is enrolled shows here.' }}
        />
      </Section>
      {left.length > 0 && (
        <Section title="Left in the last 90 days">
          <DataTable label="Former members" rows={left} rowKey={(member) => member.id} rowLink={(member) => ({ screen: 'client', params: { clientId: member.client.id } })} columns={[...columns, state]} empty={{ title: 'Nobody left' }} />
        </Section>
      )}
      {changing && (
        <MembershipDrawer
          group={group}
          member={changing.member}
          endOn={changing.end ? (changing.member.joinedOn > day ? changing.member.joinedOn : day) : null}
          onClose={() => setChanging(null)}
          onChanged={props.onChanged}
        />
      )}
    </>
  );
}
