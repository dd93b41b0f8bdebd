import { Button, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconArrowBackUp, IconChevronDown, IconClockEdit, IconDoorEnter, IconDoorExit, IconHourglass, IconPencil, IconUserPlus } from '@tabler/icons-react';
import type { Chart, Stay, TeamMember } from '../api/chart';
import { leadingStay } from '../model/stay';

/** Something to do in a chart that opens at its side. */
export type ChartTask =
  | { kind: 'admit'; programId?: string }
  | { kind: 'wait' }
  | { kind: 'edit' }
  | { kind: 'archive' }
  | { kind: 'restore' }
  | { kind: 'hours'; stay: Stay }
  | { kind: 'discharge'; stay: Stay }
  | { kind: 'take-back'; stay: Stay }
  | { kind: 'join'; stay: Stay }
  | { kind: 'leave'; stay: Stay; member: TeamMember }
  | { kind: 'promote'; stay: Stay; member: TeamMember };

/** What can be done with a chart, for those who may. */
export function ChartActions(props: { chart: Chart; canAdmit: boolean; canEdit: boolean; canWait: boolean; onTask: (task: ChartTask) => void }) {
  const { chart, canAdmit, canEdit, canWait, onTask } = props;
  const stay = leadingStay(chart);
  const isArchived = chart.client.status === 'archived';
  const inCare = chart.stays.some(({ state }) => state !== 'ended');
  if (!canAdmit && !canEdit && !canWait) return null;
  if (isArchived) {
    return (
      canEdit && (
        <Button variant="default" leftSection={<IconArchiveOff size={16} />} onClick={() => onTask({ kind: 'restore' })}>
          Restore
        </Button>
      )
    );
  }
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={230}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            Actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canAdmit && stay && stay.state !== 'ended' && (
            <>
              <Menu.Item leftSection={<IconClockEdit size={16} />} onClick={() => onTask({ kind: 'hours', stay })}>
                Change hours
              </Menu.Item>
              <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => onTask({ kind: 'join', stay })}>
                Add to care team
              </Menu.Item>
              {stay.dischargedOn === null ? (
                <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => onTask({ kind: 'discharge', stay })}>
                  Discharge
                </Menu.Item>
              ) : (
                <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => onTask({ kind: 'take-back', stay })}>
                  Take back the discharge
                </Menu.Item>
              )}
            </>
          )}
          {canAdmit && stay && stay.state === 'ended' && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => onTask({ kind: 'take-back', stay })}>
              Take back the discharge
            </Menu.Item>
          )}
          {canAdmit && inCare && (
            <Menu.Item leftSection={<IconDoorEnter size={16} />} onClick={() => onTask({ kind: 'admit' })}>
              Admit to another program
            </Menu.Item>
          )}
          {canWait && (
            <Menu.Item leftSection={<IconHourglass size={16} />} onClick={() => onTask({ kind: 'wait' })}>
              Put on a waitlist
            </Menu.Item>
          )}
          {canEdit && (
            <>
              {((canAdmit && stay) || canWait) && <Menu.Divider />}
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onTask({ kind: 'edit' })}>
                Edit details
              </Menu.Item>
              {!inCare && (
                <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => onTask({ kind: 'archive' })}>
                  Archive the chart
                </Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {canAdmit && !inCare && (
        <Button leftSection={<IconDoorEnter size={16} />} onClick={() => onTask({ kind: 'admit' })}>
          Admit
        </Button>
      )}
    </>
  );
}
