import { Loader, Text, Textarea, UnstyledButton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate, formatDateTime, formatDay, today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, PersonName, ProblemAlert, SearchInput, StatusBadge, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { acceptOffer, changeEntry, groupKeys, joinWaitlist, leaveWaitlist, readCandidates, readWaitlist } from '../api/groups';
import type { Candidate, Group, WaitlistEntry } from '../api/groups';
import { firstJoin } from '../model/words';
import { DatesInTheWay } from './dates-in-the-way';
import classes from './person-choice.module.css';

const NOTE = 'About times and wishes. Nothing clinical: whoever plans the group reads it.';

/** Puts a client at the end of the list. */
export function JoinDrawer(props: { group: Group; onClose: () => void; onChanged: () => void }) {
  const { group } = props;
  const { clinicId } = useClinic();
  const [words, setWords] = useState('');
  const [person, setPerson] = useState<Candidate | null>(null);
  const found = useQuery({ queryKey: groupKeys.candidates(clinicId, group.id, words), queryFn: ({ signal }) => readCandidates(clinicId, group.id, words, signal), placeholderData: keepPreviousData });
  const record = useRecordForm<{ episodeId: string; note: string }>({
    initialValues: { episodeId: '', note: '' },
    validate: { episodeId: (id) => (id ? null : 'Choose who waits.') },
    save: async ({ episodeId, note }, { idempotencyKey }) => {
      const { id } = await joinWaitlist(clinicId, group.id, { episodeId, note: note.trim() || null }, idempotencyKey);
      props.onChanged();
      toast.done('Put on the waitlist', {
        undo: async () => {
          await leaveWaitlist(clinicId, group.id, id, 1);
          props.onChanged();
        },
      });
      props.onClose();
    },
  });
  const { form } = record;
  const others = (found.data?.items ?? []).filter((one) => one.episodeId !== person?.episodeId);
  return (
    <FormDrawer title={`Wait for ${group.name}`} record={record} onClose={props.onClose} submitLabel="Put on the list">
      <SearchInput label="Find a client" placeholder="Name or chart number" value={words} onChange={setWords} width="100%" autoFocus />
      {found.isError && <ProblemAlert error={found.error} />}
      {found.isPending && <Loader aria-label="Loading clients" color="gray" />}
      {found.data?.items.length === 0 && <Text c="dimmed">Nobody in a stay is called so.</Text>}
      <ul className={classes.list} aria-label="Clients in a stay">
        {[...(person ? [person] : []), ...others].map((one) => (
          <li key={one.episodeId}>
            <UnstyledButton
              className={classes.person}
              aria-pressed={person?.episodeId === one.episodeId}
              disabled={one.member || one.against.includes('kept-apart')}
              onClick={() => {
                setPerson(one);
                form.setFieldValue('episodeId', one.episodeId);
              }}
            >
              <span>
                <PersonName {...one.client} fw={500} />
                <span className={classes.facts}>
                  <br />
                  {[one.client.chartNumber, one.programName, `since ${formatDate(one.admittedOn)}`].join(' · ')}
                </span>
              </span>
              {one.member ? <StatusBadge tone="off">In this group</StatusBadge> : one.against.includes('kept-apart') && <StatusBadge tone="bad">Not in this group</StatusBadge>}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {form.errors['episodeId'] && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors['episodeId']}
        </Text>
      )}
      <Textarea label="Note" description={NOTE} autosize minRows={2} maxLength={200} {...form.getInputProps('note')} />
    </FormDrawer>
  );
}

interface AcceptValues {
  joinedOn: string | null;
  reason: string;
  leaveOut: string[];
}

/** Takes the offer: the seat that is kept becomes a membership. */
export function AcceptDrawer(props: { group: Group; entry: WaitlistEntry; onClose: () => void; onChanged: () => void }) {
  const { group, entry } = props;
  const { clinicId, timeZone } = useClinic();
  const startsOn = entry.offer?.startsOn ?? today(timeZone);
  const record = useRecordForm<AcceptValues>({
    initialValues: { joinedOn: firstJoin(startsOn, today(timeZone)), reason: '', leaveOut: [] },
    validate: { joinedOn: (day) => (day ? null : 'Say the first day.') },
    save: async ({ joinedOn, reason, leaveOut }, { idempotencyKey }) => {
      try {
        const saved = await acceptOffer(clinicId, group.id, entry.id, { ...(joinedOn ? { joinedOn } : {}), reason: reason.trim() || null, leaveOut }, idempotencyKey);
        toast.done(saved.booked === 1 ? 'Joined and booked in 1 session' : `Joined and booked in ${saved.booked} sessions`);
        props.onClose();
      } finally {
        props.onChanged();
      }
    },
  });
  const { form } = record;
  return (
    <FormDrawer title="Accept the offer" record={record} onClose={props.onClose} submitLabel="Accept">
      {record.problem && (
        <DatesInTheWay
          problem={record.problem}
          isSaving={record.isSaving}
          onWithout={(sessionIds) => {
            form.setFieldValue('leaveOut', [...new Set([...form.getValues().leaveOut, ...sessionIds])]);
            void record.submit();
          }}
        />
      )}
      <Text>
        <PersonName {...entry.client} fw={600} /> joins {group.name} and is booked in every session to come.
      </Text>
      {entry.offer && (
        <Text size="sm" c="dimmed">
          The seat is free from {formatDay(entry.offer.startsOn)} and kept until {formatDateTime(entry.offer.expiresAt, timeZone)}.
        </Text>
      )}
      <DayInput label="From" minDate={startsOn} {...form.getInputProps('joinedOn')} />
      {(group.enrollment === 'closed' || record.problem?.code === 'mix-rules' || form.values.reason !== '') && (
        <Textarea label="Reason" description={group.enrollment === 'closed' ? 'This group is closed: once it has begun, joining it needs a reason.' : 'The group is for others: joining it needs a reason.'} autosize minRows={2} maxLength={300} {...form.getInputProps('reason')} />
      )}
    </FormDrawer>
  );
}

/** What is noted beside somebody who waits. */
export function NoteDrawer(props: { group: Group; entry: WaitlistEntry; onClose: () => void; onChanged: () => void }) {
  const { group, entry } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ note: string }>({
    initialValues: { note: entry.note ?? '' },
    version: entry.version,
    save: async ({ note }, { version }) => {
      await changeEntry(clinicId, group.id, entry.id, { version: version ?? entry.version, note: note.trim() || null });
      toast.done('Note saved');
      props.onChanged();
      props.onClose();
    },
    latest: async () => {
      const now = (await readWaitlist(clinicId, group.id)).items.find((one) => one.id === entry.id) ?? entry;
      return { values: { note: now.note ?? '' }, version: now.version };
    },
  });
  return (
    <FormDrawer title="Note" record={record} onClose={props.onClose}>
      <PersonName {...entry.client} fw={600} />
      <Textarea label="Note" description={NOTE} data-autofocus autosize minRows={2} maxLength={200} {...record.form.getInputProps('note')} />
    </FormDrawer>
  );
}
