import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { today, weekStartOf } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { hoursKeys, readClinicWeek } from './hours';

/**
 * The week looked at: the day to ask the server by, which knows each program's weeks, and the first days of the clinic's week that
 * holds it and of this week.
 */
export function useClinicWeek(wanted: string | null): { day: string; week: string; thisWeek: string } {
  const { clinicId, timeZone } = useClinic();
  const now = today(timeZone);
  const day = wanted ?? now;
  const { data } = useQuery({ queryKey: hoursKeys.clinicWeek(clinicId, day), queryFn: () => readClinicWeek(clinicId, day), staleTime: 300_000, placeholderData: keepPreviousData });
  const startsOn = data?.startsOn ?? 1;
  return { day, week: weekStartOf(day, startsOn), thisWeek: weekStartOf(now, startsOn) };
}
