import { Button } from '@mantine/core';
import { IconCalendarPlus, IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useScreenParams } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { oneOf, useUrlFilters } from '@/lib/url-filters';
import { ErrorState, LoadingBlock, Page, StatusBadge, ZoneNote } from '@/ui';
import { groupKeys, readGroup } from '../api/groups';
import type { Group } from '../api/groups';
import { AttendancePart } from '../components/attendance-part';
import { CurriculumPart } from '../components/curriculum-part';
import { EnrolDrawer } from '../components/enrol-drawer';
import { GroupDrawer } from '../components/group-drawer';
import { RosterPart } from '../components/roster-part';
import { SeatsBar } from '../components/seats-bar';
import { SessionsPart } from '../components/sessions-part';
import { TimesDrawer } from '../components/times-drawer';
import { WaitlistPart } from '../components/waitlist-part';
import { placeOf, sayFor, sayTimes } from '../model/words';
import classes from './group.page.module.css';

const PARTS = ['roster', 'sessions', 'attendance', 'curriculum', 'waitlist'] as const;
const FILTERS = { part: oneOf(PARTS, 'roster') };

/** One group: who comes, when it meets, who came, and what it is about. */
export function GroupPage() {
  const { groupId } = useScreenParams('group');
  const { clinicId } = useClinic();
  const can = { edit: useCan('groups.write'), enrol: useCan('schedule.write'), attendance: useCan('attendance.read') };
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [task, setTask] = useState<'edit' | 'times' | 'enrol' | null>(null);
  const found = useQuery({ queryKey: groupKeys.one(clinicId, groupId), queryFn: () => readGroup(clinicId, groupId) });
  const group = found.data;
  const active = group?.active ?? false;
  useHotkey('e', 'Edit group', () => setTask('edit'), { enabled: can.edit && group !== undefined });
  useHotkey('a', 'Enrol a client', () => setTask('enrol'), { enabled: can.enrol && active });
  const { part } = filters.values;
  const refresh = () => void queries.invalidateQueries({ queryKey: groupKeys.all(clinicId) });
  const close = () => setTask(null);
  return (
    <Page
      title={group?.name ?? 'Group'}
      description={group && [group.program?.name, group.service.name].filter(Boolean).join(' · ')}
      breadcrumbs={[{ label: 'Groups', to: { screen: 'groups' } }]}
      badge={group && <State group={group} />}
      actions={
        group && (
          <>
            {can.enrol && active && (
              <Button variant="default" leftSection={<IconCalendarPlus size={16} />} onClick={() => setTask('times')}>
                Add times
              </Button>
            )}
            {can.edit && (
              <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setTask('edit')}>
                Edit
              </Button>
            )}
          </>
        )
      }
      tabs={[
        { value: 'roster', label: 'Roster' },
        { value: 'sessions', label: 'Sessions' },
        ...(can.attendance ? [{ value: 'attendance', label: 'Attendance' }] : []),
        { value: 'curriculum', label: 'Curriculum' },
        { value: 'waitlist', label: group && group.waiting + group.offered > 0 ? `Waitlist (${group.waiting + group.offered})` : 'Waitlist' },
      ]}
      tab={part}
      onTab={(value) => filters.set({ part: value as typeof part })}
      permission="groups.read"
    >
      {found.isPending && <LoadingBlock />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {group && <Facts group={group} />}
      {group && part === 'roster' && <RosterPart group={group} onEnrol={() => setTask('enrol')} onChanged={refresh} />}
      {group && part === 'sessions' && <SessionsPart group={group} />}
      {group && part === 'attendance' && can.attendance && <AttendancePart groupId={group.id} groupName={group.name} />}
      {group && part === 'curriculum' && <CurriculumPart key={group.id} group={group} />}
      {group && part === 'waitlist' && <WaitlistPart group={group} onChanged={refresh} />}
      {group && task === 'enrol' && <EnrolDrawer group={group} onClose={close} onChanged={refresh} />}
      {group && task === 'edit' && (
        <GroupDrawer
          group={group}
          onClose={close}
          onSaved={(saved) => {
            close();
            queries.setQueryData(groupKeys.one(clinicId, groupId), saved);
            refresh();
          }}
        />
      )}
      {group && task === 'times' && (
        <TimesDrawer
          group={group}
          onClose={close}
          onSaved={() => {
            close();
            refresh();
          }}
        />
      )}
    </Page>
  );
}

function State({ group }: { group: Group }) {
  if (!group.active) return <StatusBadge tone="off">No longer held</StatusBadge>;
  return group.enrollment === 'open' ? <StatusBadge tone="good">Open to join</StatusBadge> : <StatusBadge tone="neutral">Closed group</StatusBadge>;
}

/** When, where, with whom, how many: what one asks first. */
function Facts({ group }: { group: Group }) {
  const { timeZone } = useClinic();
  const running = group.series.filter((one) => one.endedOn === null);
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>Meets</dt>
          <dd>{running.length > 0 ? running.map((one) => <div key={one.id}>{sayTimes(one)}</div>) : 'No times yet'}</dd>
        </div>
        <div>
          <dt>Next session</dt>
          <dd>{group.nextSessionAt ? formatDateTime(group.nextSessionAt, timeZone) : 'None ahead'}</dd>
        </div>
        <div>
          <dt>Facilitators</dt>
          <dd>{group.facilitators.map((one) => one.name).join(', ') || '–'}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>{placeOf(group)}</dd>
        </div>
        {(group.language || group.phases.length > 0) && (
          <div>
            <dt>For</dt>
            <dd>{sayFor(group)}</dd>
          </div>
        )}
        <div>
          <dt>Seats</dt>
          <dd>
            <SeatsBar taken={group.members} capacity={group.capacity} minimum={group.minimum} offered={group.offered} />
          </dd>
        </div>
      </dl>
      <ZoneNote />
    </>
  );
}
