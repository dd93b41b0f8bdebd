import type { Feed } from '../api/feeds';

/** Whose sessions, as one chooses it. */
export const SCOPES: { value: Feed['scope']; label: string; description: string }[] = [
  { value: 'own', label: 'My sessions', description: 'Everything you lead, also what is booked later.' },
  { value: 'group', label: 'A group’s sessions', description: 'Whoever leads them.' },
  { value: 'room', label: 'What happens in a room', description: 'For the screen at its door, or whoever prepares it.' },
  { value: 'clinic', label: 'All sessions of the clinic', description: 'For those who book.' },
];

/** What entries are called. */
export const TITLES: { value: Feed['titles']; label: string; description: string }[] = [
  { value: 'kind', label: '“Group”, “Individual session”', description: 'Tells nothing to whoever glances at your phone.' },
  { value: 'service', label: 'The service', description: '“Skills training”, “Family therapy”.' },
  { value: 'group', label: 'The group’s name', description: 'Sessions of one or a family stay “Individual session”, “Family session”.' },
];

/** "Sessions of DBT evening" */
export function sayScope(feed: Pick<Feed, 'scope' | 'groupName' | 'roomName'>, mine = true): string {
  switch (feed.scope) {
    case 'own':
      return mine ? 'My sessions' : 'Their own sessions';
    case 'group':
      return `Sessions of ${feed.groupName ?? 'a group'}`;
    case 'room':
      return `Sessions in ${feed.roomName ?? 'a room'}`;
    case 'clinic':
      return 'All sessions of the clinic';
  }
}

const TITLE_WORDS: Record<Feed['titles'], string> = { kind: 'neutral titles', service: 'titles say the service', group: 'titles say the group' };

/** "titles say the service" */
export const sayTitles = (titles: Feed['titles']): string => TITLE_WORDS[titles];

/** Where the address goes, one line for each calendar people use. */
export const WAYS_IN: { program: string; way: string }[] = [
  { program: 'Google Calendar', way: 'On a computer: Other calendars, +, From URL. Google looks for changes a few times a day.' },
  { program: 'Outlook', way: 'Add calendar, Subscribe from web. Outlook looks for changes every few hours.' },
  { program: 'Apple Calendar', way: 'On a Mac: File, New Calendar Subscription. On an iPhone: Calendars, Add Calendar, Add Subscription Calendar.' },
];
