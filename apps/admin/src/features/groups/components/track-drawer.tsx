import { Button, Checkbox, Group as Row, Loader, Text, Textarea, UnstyledButton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { formatDate, today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, PersonName, ProblemAlert, SearchInput, StatusBadge, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { enrolInTrack, groupKeys, readHeldGroups, readInStay, undoEnrolment } from '../api/groups';
import type { GroupSummary, TrackCandidate } from '../api/groups';
import { firstJoin, sayFree, sayTimes } from '../model/words';
import { DatesInTheWay } from './dates-in-the-way';
import classes from './person-choice.module.css';

interface Values {
  episodeId: string;
  groupIds: string[];
  joinedOn: string | null;
  reason: string;
  leaveOut: string[];
}

/** A client enters a whole track of groups in one action: all of them or none. */
export function TrackDrawer(props: { episodeId: string | null; onClose: () => void; onSaved: () => void }) {
  const { clinicId, timeZone } = useClinic();
  const [person, setPerson] = useState<TrackCandidate | null>(null);
  const groups = useQuery({ queryKey: groupKeys.choices(clinicId), queryFn: () => readHeldGroups(clinicId) });
  const record = useRecordForm<Values>({
    initialValues: { episodeId: '', groupIds: [], joinedOn: today(timeZone), reason: '', leaveOut: [] },
    validate: { episodeId: (id) => (id ? null : 'Choose who joins.'), groupIds: (ids) => (ids.length > 0 ? null : 'Choose at least one group.'), joinedOn: (day) => (day ? null : 'Say the first day.') },
    save: async ({ episodeId, groupIds, joinedOn, reason, leaveOut }, { idempotencyKey }) => {
      const saved = await enrolInTrack(clinicId, { episodeId, groupIds, joinedOn: joinedOn ?? '', reason: reason.trim() || null, leaveOut }, idempotencyKey);
      const booked = saved.items.reduce((sum, one) => sum + one.booked, 0);
      props.onSaved();
      toast.done(`Enrolled in ${saved.items.length === 1 ? 'one group' : `${saved.items.length} groups`}, ${booked} sessions booked`, {
        undo: async () => {
          for (const one of saved.items) await undoEnrolment(clinicId, one.groupId, one.memberId, 1);
          props.onSaved();
        },
      });
    },
  });
  const { form, problem } = record;
  const { groupIds } = form.values;
  const choose = (next: TrackCandidate | null) => {
    setPerson(next);
    form.setValues({ episodeId: next?.episodeId ?? '', groupIds: [], leaveOut: [], ...(next ? { joinedOn: firstJoin(next.admittedOn, today(timeZone)) } : {}) });
  };
  const toggle = (groupId: string) => form.setValues({ groupIds: groupIds.includes(groupId) ? groupIds.filter((id) => id !== groupId) : [...groupIds, groupId], leaveOut: [] });
  const refused = problem ? (groups.data?.items ?? []).find((one) => one.id === problem.facts['groupId']) : undefined;
  const all = groups.data?.items ?? [];
  const inOrder = person ? [...all.filter((one) => one.program?.id === person.program.id), ...all.filter((one) => one.program?.id !== person.program.id)] : all;
  return (
    <FormDrawer title="Enrol in several groups" record={record} onClose={props.onClose} size="lg" submitLabel={groupIds.length > 1 ? `Enrol in ${groupIds.length} groups` : 'Enrol'}>
      {problem && (
        <>
          {refused && <Text fw={500}>It was {refused.name}. Nothing was saved in the other groups either.</Text>}
          <DatesInTheWay
            problem={problem}
            groupName={refused?.name}
            isSaving={record.isSaving}
            onWithout={(sessionIds) => {
              form.setFieldValue('leaveOut', [...new Set([...form.getValues().leaveOut, ...sessionIds])]);
              void record.submit();
            }}
          />
        </>
      )}
      {person ? (
        <Row justify="space-between" className={classes.chosen} wrap="nowrap">
          <div>
            <PersonName {...person.client} fw={600} />
            <Text size="xs" c="dimmed">
              {[person.client.chartNumber, person.program.name, `since ${formatDate(person.admittedOn)}`].join(' · ')}
            </Text>
          </div>
          <Button variant="subtle" size="compact-sm" onClick={() => choose(null)}>
            Somebody else
          </Button>
        </Row>
      ) : (
        <PersonSearch episodeId={props.episodeId} onChoose={choose} />
      )}
      <Complaint>{form.errors['episodeId']}</Complaint>
      {person && (
        <>
          <DayInput label="From" minDate={person.admittedOn} w={200} {...form.getInputProps('joinedOn')} />
          {groups.isPending && <Loader aria-label="Loading groups" color="gray" />}
          {groups.isError && <ProblemAlert error={groups.error} />}
          <ul className={classes.list} aria-label="Groups">
            {inOrder.map((group) => (
              <li key={group.id}>
                <GroupChoice group={group} member={person.groupIds.includes(group.id)} checked={groupIds.includes(group.id)} onToggle={() => toggle(group.id)} />
              </li>
            ))}
          </ul>
          <Complaint>{form.errors['groupIds']}</Complaint>
          {(problem?.code === 'group-closed' || problem?.code === 'mix-rules' || form.values.reason !== '') && <Textarea label="Reason" description="Why they join a group that is closed or for others." autosize minRows={2} maxLength={300} {...form.getInputProps('reason')} />}
        </>
      )}
    </FormDrawer>
  );
}

/** Finds somebody in a stay; somebody who is named already is chosen at once. */
function PersonSearch(props: { episodeId: string | null; onChoose: (person: TrackCandidate) => void }) {
  const { clinicId } = useClinic();
  const [words, setWords] = useState('');
  const [named, setNamed] = useState(props.episodeId);
  const found = useQuery({ queryKey: groupKeys.inStay(clinicId, words, named), queryFn: ({ signal }) => readInStay(clinicId, words, named, signal), placeholderData: keepPreviousData });
  const { onChoose } = props;
  const only = named !== null && found.data && !found.isPlaceholderData ? found.data.items[0] : undefined;
  useEffect(() => {
    if (named === null || !found.data || found.isPlaceholderData) return;
    setNamed(null);
    if (only) onChoose(only);
  }, [named, only, found.data, found.isPlaceholderData, onChoose]);
  if (named !== null) return <Loader aria-label="Loading" color="gray" />;
  return (
    <>
      <SearchInput label="Find a client" placeholder="Name or chart number" value={words} onChange={setWords} width="100%" autoFocus />
      {found.isError && <ProblemAlert error={found.error} />}
      {found.data?.items.length === 0 && <Text c="dimmed">Nobody in a stay is called so.</Text>}
      <ul className={classes.list} aria-label="Clients in a stay">
        {(found.data?.items ?? []).map((one) => (
          <li key={one.episodeId}>
            <UnstyledButton className={classes.person} onClick={() => onChoose(one)}>
              <span>
                <PersonName {...one.client} fw={500} />
                <span className={classes.facts}>
                  <br />
                  {[one.client.chartNumber, one.program.name, `since ${formatDate(one.admittedOn)}`].join(' · ')}
                </span>
              </span>
              {one.groupIds.length > 0 && <span className={classes.facts}>{one.groupIds.length === 1 ? 'In 1 group' : `In ${one.groupIds.length} groups`}</span>}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}

function GroupChoice(props: { group: GroupSummary; member: boolean; checked: boolean; onToggle: () => void }) {
  const { group, member } = props;
  const free = group.capacity - group.members;
  return (
    <Row className={classes.person} justify="space-between" wrap="nowrap">
      <Checkbox
        checked={props.checked || member}
        disabled={member}
        onChange={props.onToggle}
        label={group.name}
        description={[...group.series.filter((one) => one.endedOn === null).map(sayTimes), group.program?.name].filter(Boolean).join(' · ')}
      />
      <StatusBadge tone={member ? 'off' : free > 0 ? 'good' : 'warning'}>{member ? 'In this group' : sayFree(group.members, group.capacity)}</StatusBadge>
    </Row>
  );
}

function Complaint(props: { children: React.ReactNode }) {
  if (!props.children) return null;
  return (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {props.children}
    </Text>
  );
}
