import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCan, useClinic } from '@/lib/session';
import { sayName } from '@/ui';
import type { NameOf, PersonNameParts } from '@/ui';
import { calendarKeys, readGroups, readRooms, readServices, readStaff } from '../api/calendar';
import type { Group, Room, Service, Staff } from '../api/calendar';

/** People, rooms, groups and services there are to book with; read once and kept a while. */
export interface Resources {
  staff: Staff[];
  rooms: Room[];
  groups: Group[];
  services: Service[];
  isLoading: boolean;
}

export function useResources(): Resources {
  const { clinicId } = useClinic();
  const mayTeam = useCan('team.read');
  const mayRooms = useCan('clinics.read');
  const mayGroups = useCan('groups.read');
  const mayServices = useCan('programs.read');
  const kept = { staleTime: 60_000 };
  const staff = useQuery({ queryKey: calendarKeys.resources(clinicId, 'staff'), queryFn: () => readStaff(clinicId), enabled: mayTeam, ...kept });
  const rooms = useQuery({ queryKey: calendarKeys.resources(clinicId, 'rooms'), queryFn: () => readRooms(clinicId), enabled: mayRooms, ...kept });
  const groups = useQuery({ queryKey: calendarKeys.resources(clinicId, 'groups'), queryFn: () => readGroups(clinicId), enabled: mayGroups, ...kept });
  const services = useQuery({ queryKey: calendarKeys.resources(clinicId, 'services'), queryFn: () => readServices(clinicId), enabled: mayServices, ...kept });
  return useMemo(
    () => ({
      staff: staff.data?.items ?? [],
      rooms: rooms.data?.items ?? [],
      groups: groups.data?.items ?? [],
      services: services.data?.items ?? [],
      isLoading: staff.isLoading || rooms.isLoading || groups.isLoading || services.isLoading,
    }),
    [staff.data, rooms.data, groups.data, services.data, staff.isLoading, rooms.isLoading, groups.isLoading, services.isLoading],
  );
}

/** Names for what a refusal points at, as far as the screen knows them. */
export function namesOf(resources: Pick<Resources, 'staff' | 'rooms'>, known: { staff?: readonly Named[]; room?: Named | null; clients?: readonly (PersonNameParts & { id: string })[] } = {}): NameOf {
  return (kind, id) => {
    const among = (list: readonly Named[]) => list.find((one) => one.id === id)?.name;
    if (kind === 'staff') return among(resources.staff) ?? among(known.staff ?? []);
    if (kind === 'room') return among(resources.rooms) ?? among(known.room ? [known.room] : []);
    const client = known.clients?.find((one) => one.id === id);
    return client && sayName(client);
  };
}

interface Named {
  id: string;
  name: string;
}
