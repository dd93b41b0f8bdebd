import { Text } from '@mantine/core';
import { formatDay } from '@/lib/clinic-time';
import { StatusBadge } from '@/ui';
import type { ListedClient } from '../api/clients';
import { sayWeek } from '../model/stay';
import classes from './client-cells.module.css';

/** The program somebody is in, and how far along. */
export function StayCell(props: { row: ListedClient; today: string }) {
  const { stay, otherStays, status } = props.row;
  if (stay === null) {
    return status === 'archived' ? <StatusBadge tone="off">Archived</StatusBadge> : <Text span inherit c="dimmed">In no program</Text>;
  }
  const late = stay.week !== null && stay.plannedWeeks !== null && stay.week > stay.plannedWeeks && stay.dischargedOn === null;
  return (
    <span className={classes.stay}>
      <span>{stay.programName}</span>
      {stay.state === 'upcoming' && <StatusBadge tone="waiting">Comes {formatDay(stay.admittedOn, props.today)}</StatusBadge>}
      {stay.state === 'current' && stay.dischargedOn === null && (late ? <StatusBadge tone="warning">{sayWeek(stay)}</StatusBadge> : <Text span c="dimmed" size="sm">{sayWeek(stay)}</Text>)}
      {stay.state === 'current' && stay.dischargedOn !== null && <StatusBadge tone="info">Last day {formatDay(stay.dischargedOn, props.today)}</StatusBadge>}
      {otherStays > 0 && <Text span c="dimmed" size="sm">+ {otherStays} more</Text>}
    </span>
  );
}
