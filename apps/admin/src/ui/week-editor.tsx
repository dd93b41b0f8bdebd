import '@mantine/dates/styles.layer.css';
import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { WEEKDAYS } from '../lib/weekdays';
import classes from './week-editor.module.css';

/** What the editor needs of a form: one list of stretches, each of a weekday. */
export interface WeekForm {
  getValues: () => object;
  getInputProps: (path: string) => Record<string, unknown>;
  setFieldValue: (path: string, value: unknown) => void;
}

type Stretch = { weekday: number } & Record<string, string | number>;

/**
 * A week of wall times: for each weekday the stretches something is open or somebody works. The list keeps the names the
 * API has for its fields, so that a refusal lands on its stretch. Import it from its own file.
 */
export function WeekEditor(props: {
  form: WeekForm;
  /** The form's field that holds the list: `hours`. */
  list: string;
  /** Names of the two times in a stretch: `opens`, `closes`. */
  start: string;
  end: string;
  /** What a day without stretches is called: "Closed". */
  emptyLabel: string;
}) {
  const { form, list, start, end } = props;
  const stretches = ((form.getValues() as Record<string, unknown>)[list] ?? []) as Stretch[];
  const set = (next: Stretch[]) => form.setFieldValue(list, next);
  const of = (weekday: number) => stretches.map((one, index) => ({ one, index })).filter(({ one }) => one.weekday === weekday);

  const add = (weekday: number) => {
    const last = of(weekday).at(-1)?.one;
    const from = last ? String(last[end]) : '09:00';
    set([...stretches, { weekday, [start]: from, [end]: last ? laterBy(from, 120) : '17:00' }]);
  };
  const copy = (weekday: number) => {
    const day = of(weekday).map(({ one }) => one);
    const others = [1, 2, 3, 4, 5].filter((other) => other !== weekday);
    set([...stretches.filter((one) => !others.includes(one.weekday)), ...others.flatMap((other) => day.map((one) => ({ ...one, weekday: other })))]);
  };

  return (
    <div className={classes.week}>
      {WEEKDAYS.map(({ weekday, name }) => {
        const day = of(weekday);
        return (
          <div key={weekday} className={classes.day} role="group" aria-label={name} data-empty={day.length === 0 || undefined}>
            <div className={classes.name} aria-hidden>
              {name}
            </div>
            <div className={classes.stretches}>
              {day.length === 0 && <Text className={classes.none}>{props.emptyLabel}</Text>}
              {day.map(({ index }) => (
                <div key={index} className={classes.stretch}>
                  <TimeInput aria-label={`${name} from`} w={128} {...form.getInputProps(`${list}.${index}.${start}`)} />
                  <span className={classes.dash} aria-hidden>
                    –
                  </span>
                  <TimeInput aria-label={`${name} until`} w={128} {...form.getInputProps(`${list}.${index}.${end}`)} />
                  <ActionIcon aria-label={`Remove this stretch of ${name}`} mt={3} onClick={() => set(stretches.filter((_, at) => at !== index))}>
                    <IconTrash size={16} />
                  </ActionIcon>
                </div>
              ))}
            </div>
            <div className={classes.buttons}>
              {day.length > 0 && weekday <= 5 && (
                <Tooltip label="Copy to the other weekdays">
                  <ActionIcon aria-label={`Copy ${name} to the other weekdays`} onClick={() => copy(weekday)}>
                    <IconCopy size={16} />
                  </ActionIcon>
                </Tooltip>
              )}
              <Tooltip label="Add hours">
                <ActionIcon aria-label={`Add hours on ${name}`} onClick={() => add(weekday)}>
                  <IconPlus size={16} />
                </ActionIcon>
              </Tooltip>
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** "17:00", 120 → "19:00"; never past the end of the day. */
function laterBy(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = Math.min(hour * 60 + minute + minutes, 23 * 60 + 59);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
