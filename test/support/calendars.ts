import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

/** An event as a calendar program understood it. */
export interface ReadEvent {
  uid: string;
  starts: string;
  ends: string;
  summary: string;
  location: string | null;
  status: string;
  sequence: number;
  changedAt: string;
}

/** Reads an iCalendar file with two parsers that have nothing to do with each other, and with nothing of ours. */
export const calendarPrograms: Readonly<Record<string, (file: string) => ReadEvent[]>> = {
  'ical.js': (file) =>
    new ICAL.Component(ICAL.parse(file) as unknown[]).getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        starts: event.startDate.toJSDate().toISOString(),
        ends: event.endDate.toJSDate().toISOString(),
        summary: event.summary,
        location: component.getFirstPropertyValue('location') as string | null,
        status: String(component.getFirstPropertyValue('status')),
        sequence: Number(component.getFirstPropertyValue('sequence')),
        changedAt: (component.getFirstPropertyValue('last-modified') as InstanceType<typeof ICAL.Time>).toJSDate().toISOString(),
      };
    }),
  'node-ical': (file) =>
    Object.values(nodeIcal.sync.parseICS(file)).flatMap((component) =>
      component?.type === 'VEVENT'
        ? [
            {
              uid: component.uid,
              starts: component.start.toISOString(),
              ends: component.end.toISOString(),
              summary: String(component.summary),
              location: component.location === undefined ? null : String(component.location),
              status: String(component.status),
              sequence: Number(component.sequence),
              changedAt: component.lastmodified.toISOString(),
            },
          ]
        : [],
    ),
};
