import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { dayOf, formatDate, formatDateTime, formatDay, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, EmptyState, ErrorState, LoadingBlock, NoPermission, PersonName, Section, StatusBadge, ZoneNote, sayName, toast } from '@/ui';
import { intakeKeys, readIntake, readPlaces, returnToIntake } from '../api/intake';
import type { IntakeEntry, PlacesTaken } from '../api/intake';
import { programKeys } from '../api/programs';
import type { Program } from '../api/programs';
import { INTAKE, sayPlaces, sayReason } from '../model/intake';
import { ContactDrawer, DeclineDrawer, EntryDrawer, JoinIntakeDrawer, MoveDrawer } from './intake-drawers';
import { IntakeHistoryDrawer } from './intake-history-drawer';
import { IntakeRow } from './intake-row';
import type { IntakeTask } from './intake-row';
import classes from './intake-part.module.css';

/** How full the program is, who waits to be taken in, in the order of their turn, and which place is kept for whom until when. */
export function IntakePart(props: { program: Program }) {
  return useCan('episodes.read') ? <Intake program={props.program} /> : <NoPermission />;
}

function Intake({ program }: { program: Program }) {
  const { clinicId, timeZone } = useClinic();
  const canWrite = useCan('intake.write');
  const queries = useQueryClient();
  const [task, setTask] = useState<IntakeTask | { kind: 'join' } | null>(null);
  const places = useQuery({ queryKey: intakeKeys.places(clinicId, program.id), queryFn: ({ signal }) => readPlaces(clinicId, program.id, signal), refetchInterval: 30_000 });
  const line = useKeyset<IntakeEntry>({ queryKey: intakeKeys.line(clinicId, program.id), fetchPage: (cursor, signal) => readIntake(clinicId, program.id, false, cursor, signal), refetchInterval: 30_000 });
  const ended = useKeyset<IntakeEntry>({ queryKey: intakeKeys.ended(clinicId, program.id), fetchPage: (cursor, signal) => readIntake(clinicId, program.id, true, cursor, signal) });
  const changed = () => {
    void queries.invalidateQueries({ queryKey: programKeys.one(clinicId, program.id) });
    void queries.invalidateQueries({ queryKey: ['clients', clinicId] });
  };
  const mayAdd = canWrite && program.active && places.data !== undefined && places.data.freeFrom !== today(timeZone);
  useHotkey('w', 'Put somebody on the waitlist', () => setTask({ kind: 'join' }), { enabled: mayAdd });
  if (places.isPending || line.isLoading) return <LoadingBlock />;
  if (places.isError) return <ErrorState error={places.error} retry={() => void places.refetch()} />;
  if (line.error) return <ErrorState error={line.error} retry={line.retry} />;
  const add = mayAdd && (
    <Button leftSection={<IconPlus size={16} />} data-print="hide" onClick={() => setTask({ kind: 'join' })}>
      Put on the waitlist
    </Button>
  );
  const close = () => setTask(null);
  const common = { program, onClose: close, onChanged: changed };
  const putBack = async (entry: IntakeEntry) => {
    try {
      await returnToIntake(clinicId, entry.id, entry.version, newKey());
      toast.done('Back in line, where they stood');
    } catch (error) {
      toast.failed(error);
    }
    changed();
  };
  return (
    <>
      <Section title="Places" description={sayNext(program, places.data, today(timeZone))}>
        <div className={classes.places}>
          <Text fw={600}>{sayPlaces(places.data)}</Text>
          {places.data.places !== null && <Meter places={places.data.places} taken={places.data.taken} kept={places.data.kept} />}
        </div>
      </Section>
      <Section title="Who waits" description="In the order of their turn. A place that frees is offered to the first at once, and kept until they were told and answered." actions={line.rows.length > 0 && add}>
        {line.rows.length === 0 ? (
          <EmptyState title="Nobody waits" action={add}>
            {places.data.places === null ? 'The program takes in as many as come. Give it a number of places, and people can wait for one.' : 'When every place is taken, people can wait here.'}
          </EmptyState>
        ) : (
          <ol className={classes.list} aria-label="Waitlist">
            {line.rows.map((entry) => (
              <IntakeRow key={entry.id} program={program} entry={entry} canOffer={places.data.freeFrom !== null} canWrite={canWrite} onChanged={changed} onTask={setTask} />
            ))}
          </ol>
        )}
        {line.hasMore && (
          <Button variant="default" mt="sm" loading={line.isLoadingMore} onClick={line.loadMore}>
            Show more
          </Button>
        )}
        <ZoneNote />
      </Section>
      {ended.rows.length > 0 && (
        <Section title="No longer waiting">
          <DataTable
            label="No longer waiting"
            list={ended}
            rowKey={(entry) => entry.id}
            rowLink={(entry) => ({ screen: 'client', params: { clientId: entry.client.id } })}
            columns={[
              { key: 'name', header: 'Client', cell: (entry) => <PersonName {...entry.client} fw={500} /> },
              { key: 'since', header: 'Waited since', width: 140, hideBelow: 'sm', cell: (entry) => formatDate(dayOf(entry.since, timeZone)) },
              { key: 'until', header: 'Until', width: 180, hideBelow: 'md', cell: (entry) => (entry.endedAt ? formatDateTime(entry.endedAt, timeZone) : '–') },
              {
                key: 'state',
                header: 'Became of it',
                cell: (entry) => (
                  <>
                    <StatusBadge tone={INTAKE[entry.state].tone}>{INTAKE[entry.state].word}</StatusBadge>
                    {entry.endReason && (
                      <Text size="xs" c="dimmed">
                        {sayReason(entry.endReason)}
                      </Text>
                    )}
                  </>
                ),
              },
            ]}
            {...(canWrite
              ? {
                  rowActions: (entry: IntakeEntry) =>
                    entry.state !== 'admitted' && (
                      <Button size="compact-sm" variant="subtle" color="gray" aria-label={`Put back ${sayName(entry.client)}`} onClick={() => void putBack(entry)}>
                        Put back
                      </Button>
                    ),
                }
              : {})}
            empty={{ title: 'Nobody' }}
          />
        </Section>
      )}
      {task?.kind === 'join' && <JoinIntakeDrawer {...common} />}
      {task?.kind === 'contact' && <ContactDrawer entry={task.entry} {...common} />}
      {task?.kind === 'decline' && <DeclineDrawer entry={task.entry} {...common} />}
      {task?.kind === 'move' && <MoveDrawer entry={task.entry} {...common} />}
      {task?.kind === 'edit' && <EntryDrawer entry={task.entry} {...common} />}
      {task?.kind === 'history' && <IntakeHistoryDrawer entry={task.entry} {...common} />}
    </>
  );
}

function Meter({ places, taken, kept }: { places: number; taken: number; kept: number }) {
  const of = Math.max(places, taken + kept);
  return (
    <div className={classes.meter} role="img" aria-label={`${taken} taken and ${kept} kept of ${places}`}>
      <div className={classes.taken} style={{ width: `${(taken / of) * 100}%` }} />
      <div className={classes.kept} style={{ width: `${(kept / of) * 100}%` }} />
    </div>
  );
}

/** "A place is free from Tue, Dec 1." */
function sayNext(program: Program, { places, freeFrom }: PlacesTaken, day: string): string {
  if (!program.active) return 'The program is closed: nobody is taken in.';
  if (places === null) return 'Nobody needs to wait.';
  if (freeFrom === null) return 'By what is known, no place is about to be free.';
  return freeFrom > day ? `The next place is free from ${formatDay(freeFrom, day)}.` : 'A place is free: somebody can be admitted.';
}
