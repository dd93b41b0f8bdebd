import { Button, Menu, ActionIcon, Text } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { formatDay } from '@/lib/clinic-time';
import { DataTable, EmptyState, Section, StatusBadge } from '@/ui';
import type { Chart, Stay, TeamMember } from '../api/chart';
import { ROLES, sayCode } from '../model/words';
import type { ChartTask } from './chart-actions';
import classes from './client-cells.module.css';

/** Who cares for the client, in which role, since when; and who did. */
export function CareTeamPart(props: { chart: Chart; today: string; canEdit: boolean; onTask: (task: ChartTask) => void }) {
  const open = props.chart.stays.filter(({ state }) => state !== 'ended');
  const shown = open.length > 0 ? open : props.chart.stays.slice(0, 1);
  if (shown.length === 0) return <EmptyState title="No care team yet">It is named with the admission.</EmptyState>;
  return shown.map((stay) => <Team key={stay.id} stay={stay} {...props} />);
}

function Team(props: { stay: Stay; today: string; canEdit: boolean; onTask: (task: ChartTask) => void }) {
  const { stay, today, canEdit, onTask } = props;
  const isOver = (member: TeamMember) => member.toDay !== null && member.toDay < today;
  const rows = [...stay.careTeam].sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || Number(b.isPrimary) - Number(a.isPrimary));
  const mayChange = canEdit && stay.state !== 'ended';
  return (
    <Section
      title={stay.programName}
      actions={
        mayChange && (
          <Button size="compact-sm" variant="default" leftSection={<IconUserPlus size={15} />} onClick={() => onTask({ kind: 'join', stay })}>
            Add to care team
          </Button>
        )
      }
    >
      <DataTable
        label={`Care team of ${stay.programName}`}
        rows={rows}
        rowKey={(member) => member.id}
        isRowDimmed={isOver}
        columns={[
          {
            key: 'name',
            header: 'Name',
            cell: (member) => (
              <span className={classes.stay}>
                {member.name} {member.isPrimary && <StatusBadge tone="good">Primary</StatusBadge>}
              </span>
            ),
          },
          { key: 'role', header: 'Role', cell: (member) => ROLES[member.role] },
          { key: 'discipline', header: 'Discipline', hideBelow: 'md', cell: (member) => <Text span inherit c="dimmed">{sayCode(member.discipline)}</Text> },
          { key: 'days', header: 'From', cell: (member) => `${formatDay(member.fromDay, today)}${member.toDay ? ` to ${formatDay(member.toDay, today)}` : ''}` },
        ]}
        {...(mayChange
          ? {
              rowActions: (member: TeamMember) =>
                !isOver(member) && (
                  <Menu position="bottom-end" shadow="md">
                    <Menu.Target>
                      <ActionIcon variant="subtle" color="gray" aria-label={`Change ${member.name}`}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {!member.isPrimary && <Menu.Item onClick={() => onTask({ kind: 'promote', stay, member })}>Make primary</Menu.Item>}
                      <Menu.Item onClick={() => onTask({ kind: 'leave', stay, member })}>Leaves the care team</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                ),
            }
          : {})}
        empty={{ title: 'Nobody yet', text: 'Add whoever cares for this client, and say who is primary.' }}
      />
    </Section>
  );
}
