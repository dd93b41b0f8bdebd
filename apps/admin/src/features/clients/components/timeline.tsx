import { Text, Timeline as MantineTimeline } from '@mantine/core';
import { IconClockEdit, IconDoorEnter, IconDoorExit, IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { formatDate, formatDay } from '@/lib/clinic-time';
import type { TimelineEntry } from '../api/chart';
import { byDay, sayEntry } from '../model/stay';
import classes from './timeline.module.css';

const ICONS = {
  admitted: IconDoorEnter,
  discharged: IconDoorExit,
  'hours-prescribed': IconClockEdit,
  'joined-care-team': IconUserPlus,
  'left-care-team': IconUserMinus,
} as const;

/** What happened and what is set to happen, latest first; what lies ahead is set apart. */
export function Timeline(props: { entries: TimelineEntry[]; today: string; severalPrograms: boolean }) {
  const days = byDay(props.entries);
  const ahead = days.filter(([day]) => day > props.today);
  const behind = days.filter(([day]) => day <= props.today);
  return (
    <>
      {ahead.length > 0 && <Days days={ahead} {...props} title="Ahead" />}
      {behind.length > 0 && <Days days={behind} {...props} title={ahead.length > 0 ? 'So far' : undefined} />}
    </>
  );
}

function Days(props: { days: [string, TimelineEntry[]][]; today: string; severalPrograms: boolean; title: string | undefined }) {
  return (
    <div className={classes.part}>
      {props.title && <Text size="xs" fw={600} c="dimmed" mb={8}>{props.title}</Text>}
      <MantineTimeline bulletSize={24} lineWidth={2} color="gray">
        {props.days.map(([day, entries]) => {
          const Icon = ICONS[(entries.find(({ kind }) => kind === 'admitted' || kind === 'discharged') ?? (entries[0] as TimelineEntry)).kind];
          return (
            <MantineTimeline.Item key={day} bullet={<Icon size={13} aria-hidden />} title={<span title={formatDate(day)}>{formatDay(day, props.today)}</span>} classNames={{ itemTitle: classes.day }}>
              {entries.map((entry) => {
                const { title, detail } = sayEntry(entry);
                return (
                  <div key={title} className={classes.entry}>
                    <Text size="sm">
                      {title}
                      {props.severalPrograms && !title.includes(entry.programName) && <Text span inherit c="dimmed"> · {entry.programName}</Text>}
                    </Text>
                    {detail && <Text size="xs" c="dimmed">{detail}</Text>}
                  </div>
                );
              })}
            </MantineTimeline.Item>
          );
        })}
      </MantineTimeline>
    </div>
  );
}
