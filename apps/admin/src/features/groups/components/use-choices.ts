import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { choiceKeys, readPrograms, readRooms, readServices, readStaff } from '../api/groups';

const KEPT = { staleTime: 300_000 } as const;

/** Programs, services for groups, people and rooms in use: what a group is put together from. */
export function useChoices() {
  const { clinicId } = useClinic();
  const programs = useQuery({ queryKey: choiceKeys.programs(clinicId), queryFn: () => readPrograms(clinicId), ...KEPT });
  const services = useQuery({ queryKey: choiceKeys.services(clinicId), queryFn: () => readServices(clinicId), ...KEPT });
  const staff = useQuery({ queryKey: choiceKeys.staff(clinicId), queryFn: () => readStaff(clinicId), ...KEPT });
  const rooms = useQuery({ queryKey: choiceKeys.rooms(clinicId), queryFn: () => readRooms(clinicId), ...KEPT });
  return {
    programs: programs.data?.items ?? [],
    services: (services.data?.items ?? []).filter((one) => one.kind === 'group'),
    staff: staff.data?.items ?? [],
    rooms: rooms.data?.items ?? [],
  };
}
