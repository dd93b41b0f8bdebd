import { Alert, Button, Group as Row, Loader, Text, Textarea, UnstyledButton } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate, formatDay, today } from '@/lib/clinic-time';
import { newKey } from '@/lib/api/http';
import { useClinic } from '@/lib/session';
import { FormDrawer, PersonName, ProblemAlert, SearchInput, StatusBadge, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { enrol, groupKeys, joinWaitlist, leaveWaitlist, readCandidates, undoEnrolment } from '../api/groups';
import type { Candidate, Group } from '../api/groups';
import { datesInTheWay, firstJoin, sayAgainst } from '../model/words';
import { DatesInTheWay } from './dates-in-the-way';
import classes from './person-choice.module.css';

interface Values {
  episodeId: string;
  joinedOn: string | null;
  leftOn: string | null;
  reason: string;
  leaveOut: string[];
}

/** Enrols a client: all of the group's sessions to come, or those that nothing stands in the way of. */
export function EnrolDrawer(props: { group: Group; onClose: () => void; onChanged: () => void }) {
  const { group } = props;
  const { clinicId, timeZone } = useClinic();
  const [words, setWords] = useState('');
  const [person, setPerson] = useState<Candidate | null>(null);
  const found = useQuery({ queryKey: groupKeys.candidates(clinicId, group.id, words), queryFn: ({ signal }) => readCandidates(clinicId, group.id, words, signal), placeholderData: keepPreviousData });
  const record = useRecordForm<Values>({
    initialValues: { episodeId: '', joinedOn: today(timeZone), leftOn: null, reason: '', leaveOut: [] },
    validate: { episodeId: (id) => (id ? null : 'Choose who joins.'), joinedOn: (day) => (day ? null : 'Say the first day.') },
    save: async ({ episodeId, joinedOn, leftOn, reason, leaveOut }, { idempotencyKey }) => {
      const saved = await enrol(clinicId, group.id, { episodeId, joinedOn: joinedOn ?? '', leftOn, reason: reason.trim() || null, leaveOut }, idempotencyKey);
      props.onChanged();
      toast.done(saved.booked === 1 ? 'Enrolled and booked in 1 session' : `Enrolled and booked in ${saved.booked} sessions`, {
        undo: async () => {
          await undoEnrolment(clinicId, group.id, saved.memberId, 1);
          props.onChanged();
        },
      });
      props.onClose();
    },
  });
  const { form } = record;
  const choose = (candidate: Candidate) => {
    setPerson(candidate);
    form.setValues({ episodeId: candidate.episodeId, joinedOn: firstJoin(candidate.admittedOn, today(timeZone)), leaveOut: [] });
  };
  const [isWaiting, setWaiting] = useState(false);
  const putOnList = async (candidate: Candidate) => {
    setWaiting(true);
    try {
      const { id } = await joinWaitlist(clinicId, group.id, { episodeId: candidate.episodeId }, newKey());
      props.onChanged();
      toast.done('Put on the waitlist', {
        undo: async () => {
          await leaveWaitlist(clinicId, group.id, id, 1);
          props.onChanged();
        },
      });
      props.onClose();
    } catch (error) {
      toast.failed(error);
    } finally {
      setWaiting(false);
    }
  };
  const list = found.data;
  // Without every date there would be nothing to join.
  const isFullThroughout = list !== undefined && datesInTheWay(record.problem).full.length >= Math.max(1, list.ahead);
  return (
    <FormDrawer title={`Enrol in ${group.name}`} record={record} onClose={props.onClose} submitLabel="Enrol" size="lg">
      {record.problem && !isFullThroughout && (
        <DatesInTheWay
          problem={record.problem}
          isSaving={record.isSaving}
          onWithout={(sessionIds) => {
            form.setFieldValue('leaveOut', [...new Set([...form.getValues().leaveOut, ...sessionIds])]);
            void record.submit();
          }}
        />
      )}
      {person && (record.problem?.code === 'group-full' || record.problem?.code === 'seat-offered') && (
        <Alert color="violet" variant="light" icon={<IconHourglass size={18} />} title="They can wait for a seat">
          Whoever waits is offered the next free seat in their turn, and it is kept for them until they answer.
          <Row mt="sm">
            <Button size="compact-sm" variant="default" loading={isWaiting} onClick={() => void putOnList(person)}>
              Put on the waitlist
            </Button>
          </Row>
        </Alert>
      )}
      {list && (
        <Text size="sm" c="dimmed">
          {list.ahead === 0 ? 'No session lies ahead; whoever joins is booked as soon as there are some.' : `${list.ahead} sessions ahead${list.full > 0 ? `, ${list.full === list.ahead ? 'all' : list.full} of them full` : ', a seat in each'}.`}
        </Text>
      )}
      <SearchInput label="Find a client" placeholder="Name or chart number" value={words} onChange={setWords} width="100%" autoFocus />
      {found.isError && <ProblemAlert error={found.error} />}
      {found.isPending && <Loader aria-label="Loading clients" color="gray" />}
      {list && list.items.length === 0 && <Text c="dimmed">{words ? 'Nobody in a stay is called so.' : 'Everybody in a stay belongs to this group already.'}</Text>}
      <ul className={classes.list} aria-label="Clients in a stay">
        {(person && !list?.items.some((one) => one.episodeId === person.episodeId) ? [person, ...(list?.items ?? [])] : (list?.items ?? [])).map((one) => (
          <li key={one.episodeId}>
            <UnstyledButton className={classes.person} aria-pressed={person?.episodeId === one.episodeId} disabled={one.member || one.against.includes('kept-apart')} onClick={() => choose(one)}>
              <span>
                <PersonName {...one.client} fw={500} />
                <span className={classes.facts}>
                  <br />
                  {[one.client.chartNumber, one.programName, `since ${formatDate(one.admittedOn)}`].join(' · ')}
                </span>
              </span>
              <WhyNot candidate={one} ahead={list?.ahead ?? 0} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {person && (
        <>
          <DayInput label="From" minDate={person.admittedOn} description={`In a stay since ${formatDay(person.admittedOn)}.`} {...form.getInputProps('joinedOn')} />
          <DayInput label="Last day" description="Empty: until somebody says so, or the stay ends." clearable {...(form.values.joinedOn ? { minDate: form.values.joinedOn } : {})} {...form.getInputProps('leftOn')} />
          {(group.enrollment === 'closed' || needsReason(person) || record.problem?.code === 'mix-rules' || form.values.reason !== '') && (
            <Textarea label="Reason" description={group.enrollment === 'closed' ? 'This group is closed: once it has begun, joining it needs a reason.' : 'The group is for others: joining it needs a reason.'} autosize minRows={2} maxLength={300} {...form.getInputProps('reason')} />
          )}
        </>
      )}
      {form.errors['episodeId'] && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors['episodeId']}
        </Text>
      )}
    </FormDrawer>
  );
}

/** Whether the group is for others, by what is known beforehand. */
const needsReason = ({ against }: Candidate): boolean => against.some((rule) => rule !== 'kept-apart');

/** What speaks against it, in a word; nothing when nothing does. */
function WhyNot(props: { candidate: Candidate; ahead: number }) {
  const { member, busy, sameProgram, against } = props.candidate;
  if (member) return <StatusBadge tone="off">In this group</StatusBadge>;
  const mix = sayAgainst(against);
  if (mix) return <StatusBadge tone={mix.tone}>{mix.word}</StatusBadge>;
  if (busy > 0) return <StatusBadge tone={busy >= props.ahead ? 'bad' : 'warning'}>{busy >= props.ahead ? 'Always elsewhere' : `Elsewhere ${busy} of ${props.ahead} times`}</StatusBadge>;
  return sameProgram ? null : <StatusBadge tone="neutral">Other program</StatusBadge>;
}
