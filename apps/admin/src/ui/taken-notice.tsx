import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../lib/api/problem';
import { dayOf, formatDay, formatTime, formatTimeRange } from '../lib/clinic-time';
import { useClinic } from '../lib/session';
import { PersonName } from './person-name';

/** What stands in the way of a booking, as the server names it. */
export interface TakenBy {
  kind: 'staff' | 'room' | 'client';
  id: string;
  sessionId: string;
  title: string;
  startsAt: string;
  endsAt: string;
}

/** A time at which everybody is free. */
export interface FreeSlot {
  startsAt: string;
  endsAt: string;
}

/** What of a time lies outside what was agreed. */
export interface OutsideOf {
  kind: string;
  id: string | null;
  sentence: string;
}

/** Gives the name of a room, a member of staff or a client; undefined where the screen does not know it. */
export type NameOf = (kind: 'staff' | 'room' | 'client', id: string) => string | undefined;

const UNNAMED = { staff: 'A clinician', room: 'The room', client: 'A client' } as const;

/** The refusal of a booking in words a person can act on. */
export function readRefusal(problem: Problem): { conflicts: TakenBy[]; freeSlots: FreeSlot[]; outside: OutsideOf[] } {
  const list = <T,>(name: string): T[] => (Array.isArray(problem.facts[name]) ? (problem.facts[name] as T[]) : []);
  return { conflicts: list<TakenBy>('conflicts'), freeSlots: list<FreeSlot>('freeSlots'), outside: list<OutsideOf>('outside') };
}

/** "Ada Okafor is in Skills group, 5:30 – 7:00 PM" */
export function sayTaken(one: TakenBy, nameOf: NameOf, zone: string, day: string): string {
  return `${nameOf(one.kind, one.id) ?? UNNAMED[one.kind]} ${sayHow(one, zone, day)}`;
}

function sayHow(one: TakenBy, zone: string, day: string): string {
  const when = `${dayOf(one.startsAt, zone) === day ? '' : `${formatDay(dayOf(one.startsAt, zone))}, `}${formatTimeRange(one.startsAt, one.endsAt, zone)}`;
  return `${one.kind === 'room' ? 'holds' : 'is in'} ${one.title}, ${when}`;
}

/** What is in the way, and the nearest times that are free, each a button where `onSlot` is given. */
export function TakenNotice(props: { problem: Problem; nameOf: NameOf; day: string; onSlot?: (slot: FreeSlot) => void }) {
  const { timeZone } = useClinic();
  const { conflicts, freeSlots, outside } = readRefusal(props.problem);
  const reasons = new Map<string, ReactNode>(outside.map((one) => [withName(one, props.nameOf), withName(one, props.nameOf)]));
  for (const one of conflicts) {
    const name = one.kind === 'client' ? props.nameOf('client', one.id) : undefined;
    const said = sayTaken(one, props.nameOf, timeZone, props.day);
    reasons.set(said, name === undefined ? said : <><PersonName givenName={name} /> {sayHow(one, timeZone, props.day)}</>);
  }
  return (
    <Alert role="alert" color={conflicts.length > 0 ? 'red' : 'yellow'} variant="light" icon={<IconCalendarOff size={18} />} title={props.problem.title}>
      <Stack gap="xs">
        {[...reasons.keys()].some((said) => said !== props.problem.title) && (
          <List size="sm" spacing={2}>
            {[...reasons].map(([said, reason]) => (
              <List.Item key={said}>{reason}</List.Item>
            ))}
          </List>
        )}
        {freeSlots.length > 0 && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              Nearest free times
            </Text>
            <Group gap={6}>
              {freeSlots.map((slot) => {
                const said = `${dayOf(slot.startsAt, timeZone) === props.day ? '' : `${formatDay(dayOf(slot.startsAt, timeZone))}, `}${formatTime(slot.startsAt, timeZone)}`;
                return props.onSlot ? (
                  <Button key={slot.startsAt} size="compact-sm" variant="default" onClick={() => props.onSlot?.(slot)}>
                    {said}
                  </Button>
                ) : (
                  <Text key={slot.startsAt} size="sm">
                    {said}
                  </Text>
                );
              })}
            </Group>
          </div>
        )}
      </Stack>
    </Alert>
  );
}

/** The server names nobody; the screen may. */
function withName(one: OutsideOf, nameOf: NameOf): string {
  const name = one.id === null ? undefined : nameOf(one.kind === 'room-hours' || one.kind === 'room-out' ? 'room' : 'staff', one.id);
  return name === undefined ? one.sentence : one.sentence.replace(/^A clinician\b/, name).replace('the room’s hours', `the hours of ${name}`).replace(/^The room\b/, name);
}
