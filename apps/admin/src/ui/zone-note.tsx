import { Text, Tooltip } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { formatDateTime, formatTime, formatTimeRange, viewerZone, zoneName, zonesDiffer } from '../lib/clinic-time';
import { useClinic } from '../lib/session';

/** Says that times are the clinic's when the viewer's own clock shows another; silent otherwise. */
export function ZoneNote() {
  const { timeZone } = useClinic();
  if (!zonesDiffer(timeZone)) return null;
  return (
    <Text c="dimmed" size="xs" component="p" m={0}>
      <IconWorld size={14} aria-hidden style={{ verticalAlign: '-2px', marginRight: 4 }} />
      All times are {zoneName(timeZone)}. Your device is on {zoneName(viewerZone())}.
    </Text>
  );
}

/** An instant in the clinic's zone; pointing at it shows the viewer's own time when that differs. */
export function ClinicTime(props: { at: string; until?: string; withDay?: boolean }) {
  const { timeZone } = useClinic();
  const said = props.until
    ? formatTimeRange(props.at, props.until, timeZone)
    : props.withDay
      ? formatDateTime(props.at, timeZone)
      : formatTime(props.at, timeZone);
  const element = (
    <time dateTime={props.at} style={{ whiteSpace: 'nowrap' }}>
      {said}
    </time>
  );
  if (!zonesDiffer(timeZone, new Date(props.at))) return element;
  return <Tooltip label={`${formatDateTime(props.at, viewerZone())} on your device`}>{element}</Tooltip>;
}
