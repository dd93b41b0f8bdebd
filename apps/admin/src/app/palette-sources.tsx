import { Text } from '@mantine/core';
import { IconArchive, IconCalendarEvent, IconUser } from '@tabler/icons-react';
import { call, client } from '../lib/api/http';
import { formatDate, formatTimeRange, today } from '../lib/clinic-time';
import type { PaletteSource } from '../lib/palette';
import { screenAddress } from '../lib/screens';
import { PersonName, sayName } from '../ui/person-name';

const clients: PaletteSource = {
  id: 'clients',
  label: 'Clients',
  permission: 'clients.read',
  async search(query, { clinicId, clinicSlug, signal, open }) {
    const found = await call(
      client.GET('/api/clinics/{clinicId}/clients/search', { params: { path: { clinicId }, query: { q: query, limit: 6 } }, signal }),
    );
    return found.items.map((person) => ({
      id: person.id,
      label: <PersonName {...person} withLegal />,
      text: sayName(person),
      description: (
        <Text span size="xs" c="dimmed">
          {[person.chartNumber, person.pronouns, person.birthDate && `born ${formatDate(person.birthDate)}`].filter(Boolean).join(' · ')}
        </Text>
      ),
      icon: person.status === 'archived' ? <IconArchive size={18} stroke={1.7} /> : <IconUser size={18} stroke={1.7} />,
      run: () => open(screenAddress(clinicSlug, { screen: 'client', params: { clientId: person.id } })),
    }));
  },
};

const MOST_SESSIONS = 5;

/** Today's sessions by what they are called, who leads them and where; each leads to its roster. */
const sessions: PaletteSource = {
  id: 'sessions',
  label: 'Today’s sessions',
  permission: 'attendance.read',
  async search(query, { clinicId, clinicSlug, timeZone, signal, open }) {
    const { items } = await call(
      client.GET('/api/clinics/{clinicId}/sessions', { params: { path: { clinicId }, query: { day: today(timeZone), status: 'scheduled', search: query, limit: MOST_SESSIONS } }, signal }),
    );
    return items.map((session) => {
      const label = session.groupName ?? session.title ?? session.serviceName;
      const staff = session.staff.map(({ name }) => name).join(', ');
      return {
        id: session.id,
        label,
        text: label,
        description: (
          <Text span size="xs" c="dimmed">
            {[formatTimeRange(session.startsAt, session.endsAt, timeZone), session.roomName, staff].filter(Boolean).join(' · ')}
          </Text>
        ),
        icon: <IconCalendarEvent size={18} stroke={1.7} />,
        run: () => open(screenAddress(clinicSlug, { screen: 'checkInSession', params: { sessionId: session.id } })),
      };
    });
  },
};

/** What ⌘K searches on the server, in the order shown. A feature adds its source here, one line. */
export const paletteSources: PaletteSource[] = [clients, sessions];
