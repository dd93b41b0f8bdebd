import { Alert, Checkbox, Loader, Text } from '@mantine/core';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ProblemAlert, StatusBadge, sayTaken } from '@/ui';
import type { NameOf } from '@/ui';
import type { SeriesDate } from '../api/calendar';
import { datesShown, isChosen, lookOf, mayChoose, sayDates, toggled } from '../model/series-dates';
import classes from './series-dates.module.css';
import type { SeriesEditing } from './use-series-edit';

/** What a change of a series does to each date, before anything is saved; what can be is ticked, a person decides about the rest. */
export function SeriesDates(props: { editing: SeriesEditing; nameOf: NameOf }) {
  const { editing } = props;
  if (!editing.isWhole) return null;
  if (editing.impossible !== null) {
    return (
      <Alert role="alert" color="yellow" variant="light" title="The series cannot follow">
        {editing.impossible} Choose this session only.
      </Alert>
    );
  }
  if (editing.error) return <ProblemAlert error={editing.error} />;
  if (!editing.asksAnything) return <Text c="dimmed" size="sm">Change something; each date shows here before it is saved. The note stays this session’s own.</Text>;
  const shown = datesShown(editing.dates);
  if (editing.isLoading && shown.length === 0) return <Loader aria-label="Looking at the dates" role="status" color="gray" />;
  const byHand = editing.dates.some((date) => date.changedByHand && date.kept !== 'past');
  return (
    <div>
      <div className={classes.box} aria-busy={editing.isLoading || undefined}>
        <Text size="sm" role="status" className={classes.head}>
          <strong>{sayDates(editing.dates, editing.choice)}</strong> The past never changes.
        </Text>
        {shown.length > 0 && (
          <ul className={classes.list} data-stale={editing.isLoading || undefined} tabIndex={0} aria-label="Dates">
            {shown.map((date) => (
              <DateRow key={`${date.day} ${date.sessionId}`} date={date} editing={editing} nameOf={props.nameOf} />
            ))}
          </ul>
        )}
      </div>
      {byHand && <Checkbox mt="sm" label="Those changed by hand follow too" checked={editing.overwrite} onChange={(event) => editing.setOverwrite(event.currentTarget.checked)} />}
    </div>
  );
}

function DateRow(props: { date: SeriesDate; editing: SeriesEditing; nameOf: NameOf }) {
  const { date, editing } = props;
  const { timeZone } = useClinic();
  const chosen = isChosen(date, editing.choice);
  const { tone, word, why } = lookOf(date, (conflict, day) => sayTaken(conflict, props.nameOf, timeZone, day));
  return (
    <li className={classes.date} data-out={!chosen || undefined}>
      <Checkbox
        size="xs"
        checked={chosen}
        disabled={!mayChoose(date)}
        onChange={() => editing.setChoice(toggled(date, editing.choice))}
        label={
          <span className={classes.when}>
            {formatDay(date.day)}, {formatTimeRange(date.startsAt, date.endsAt, timeZone)}
          </span>
        }
      />
      <StatusBadge tone={tone}>{word}</StatusBadge>
      {why !== '' && <span className={classes.why}>{why}</span>}
    </li>
  );
}
