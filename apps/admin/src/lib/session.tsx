import { createContext, useContext } from 'react';
import type { paths } from './api/schema.gen';

/** Who is signed in, and where they belong (`GET /api/auth/me`). */
export type Me = paths['/api/auth/me']['get']['responses'][200]['content']['application/json'];
/** One clinic of the signed-in person, with what they may do there. */
export type Membership = Me['memberships'][number];

/** What a route may ask for; the closed list of the server. */
export type Permission = Membership['permissions'][number];

export const MeContext = createContext<Me | null>(null);
export const ClinicContext = createContext<Membership | null>(null);

/** The signed-in person. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is for screens of a signed-in person');
  return me;
}

/** The clinic of the address bar: `clinicId` for the API, `timeZone` for every time on screen. */
export function useClinic(): Membership {
  const clinic = useContext(ClinicContext);
  if (!clinic) throw new Error('useClinic is for screens under /c/<clinic>');
  return clinic;
}

/** Whether the signed-in person holds a permission in this clinic. For showing; the server decides. */
export function useCan(permission: Permission): boolean {
  return useClinic().permissions.includes(permission);
}
