import { Checkbox, Loader, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ProblemAlert, StatusBadge, ZoneNote } from '@/ui';
import type { Tone } from '@/ui';
import { groupKeys, previewSeries } from '../api/groups';
import type { Occurrence, Preview, SeriesBody } from '../api/groups';
import { isChosen, sayDates, toggled } from '../model/recurrence';
import type { Choice } from '../model/recurrence';
import { sayConflict } from '../model/words';
import classes from './dates-preview.module.css';

/** The dates a rule gives and how each stands; asked again a moment after the last change. */
export function useDates(body: SeriesBody | null) {
  const { clinicId } = useClinic();
  const [asked] = useDebouncedValue(body, 300);
  const preview = useQuery({
    queryKey: groupKeys.preview(clinicId, asked),
    queryFn: ({ signal }) => previewSeries(clinicId, asked as SeriesBody, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const dates = body === null ? null : (preview.data ?? null);
  return { preview: dates, error: body === null ? null : preview.error, isLoading: body !== null && (preview.isFetching || JSON.stringify(asked) !== JSON.stringify(body)), again: () => preview.refetch() };
}

/** The days to make sessions for, and whether one of them needs a reason. */
export function chosenOf(preview: Preview | null, choice: Choice): { days: string[]; needsReason: boolean } {
  const chosen = (preview?.occurrences ?? []).filter((one) => isChosen(one, choice));
  return { days: chosen.map((one) => one.day), needsReason: chosen.some((one) => one.outside.length > 0) };
}

const LOOKS: Record<string, [Tone, string]> = { free: ['good', 'Free'], closed: ['off', 'Closed'], conflict: ['bad', 'Taken'], outside: ['warning', 'Outside hours'] };

interface Props {
  dates: ReturnType<typeof useDates>;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  /** Who or what an id in the way is: a person, a room. */
  nameOf: (kind: string, id: string) => string;
  reason: string;
  onReason: (reason: string) => void;
  reasonError?: React.ReactNode;
}

/** Every date with how it stands; what can be is ticked, and a person decides about the rest. Nothing is saved here. */
export function DatesPreview(props: Props) {
  const { dates, choice } = props;
  const { preview, error, isLoading } = dates;
  if (error) return <ProblemAlert error={error} />;
  if (!preview) return isLoading ? <Loader aria-label="Loading dates" color="gray" /> : <Text c="dimmed">Say the weekdays, the time and the first day; the dates show here before anything is saved.</Text>;
  const { needsReason } = chosenOf(preview, choice);
  return (
    <>
      <div className={classes.box} aria-busy={isLoading || undefined}>
        <div className={classes.head}>
          <Text fw={600}>{preview.words}</Text>
          <Text size="sm" c="dimmed" role="status">
            {sayDates(preview.occurrences, choice)} {preview.endless && 'It goes on: sessions are made 16 weeks ahead and carried on.'}
          </Text>
        </div>
        <ul className={classes.list} data-stale={isLoading || undefined} tabIndex={0} aria-label="Dates">
          {preview.occurrences.map((one) => (
            <DateRow key={one.day} date={one} chosen={isChosen(one, choice)} onToggle={() => props.onChoice(toggled(one, choice))} nameOf={props.nameOf} />
          ))}
        </ul>
      </div>
      <ZoneNote />
      {(needsReason || props.reason !== '') && (
        <Textarea
          label="Reason"
          description="A date you chose lies outside opening hours, working hours or what a facilitator may lead."
          autosize
          minRows={2}
          maxLength={300}
          value={props.reason}
          onChange={(event) => props.onReason(event.currentTarget.value)}
          error={props.reasonError}
        />
      )}
    </>
  );
}

function DateRow(props: { date: Occurrence; chosen: boolean; onToggle: () => void; nameOf: Props['nameOf'] }) {
  const { date, chosen } = props;
  const { timeZone } = useClinic();
  const [tone, word] = LOOKS[date.state] ?? ['neutral', date.state];
  const why = whyOf(date, props.nameOf, timeZone);
  return (
    <li className={classes.date} data-out={!chosen || undefined}>
      <Checkbox
        checked={chosen}
        disabled={date.state === 'conflict'}
        onChange={props.onToggle}
        label={
          <span className={classes.when}>
            {formatDay(date.day)}, {formatTimeRange(date.startsAt, date.endsAt, timeZone)}
          </span>
        }
      />
      <span className={classes.state}>
        <StatusBadge tone={tone}>{word}</StatusBadge>
        {why !== '' && <span className={classes.why}>{why}</span>}
      </span>
    </li>
  );
}

/** "Ada Okafor: Process group A, 5:00 – 6:30 PM"; "Thanksgiving" */
function whyOf(date: Occurrence, nameOf: Props['nameOf'], zone: string): string {
  const taken = date.conflicts.map((one) => `${nameOf(one.kind, one.id)}: ${sayConflict(one, zone)}`);
  if (date.state === 'closed') return [date.closure, ...taken].filter(Boolean).join('; ');
  if (taken.length > 0) return [...new Set(taken)].join('; ');
  return date.outside.map((one) => one.sentence).join(' ');
}
