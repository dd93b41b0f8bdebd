/** Every number of sign-in and access, each with where it comes from. `platform.setting` row `identity` overrides any of them. */
export interface IdentityParameters {
  /** Argon2id memory in KiB, passes and lanes. OWASP Password Storage Cheat Sheet: at least 19 MiB, 2 passes, 1 lane. */
  argonMemoryKib: number;
  argonPasses: number;
  argonLanes: number;
  /** Characters a password needs. OWASP Authentication Cheat Sheet: 8 with a second factor, 15 without; ours until there is one: 12, with a list of refused ones. */
  passwordMinLength: number;
  /** How long a password somebody else chose can be used to sign in (and choose one's own), in hours. Product default. */
  temporaryPasswordHours: number;
  /** Failed sign-ins after which an account rests, and for how long. NIST SP 800-63B 5.2.2 allows up to 100; product default, stricter. */
  accountFailures: number;
  accountLockMinutes: number;
  /** Failed sign-ins of one address, across accounts, within the lock time. A whole clinic may share one address. Product default. */
  addressFailures: number;
  /** A session nobody uses locks itself: automatic logoff, 45 CFR 164.312(a)(2)(iii), which names no number; 15 minutes is the product default. */
  idleMinutes: number;
  /** A session ends, used or not. NIST SP 800-63B 4.2.3 (AAL2): at most 12 hours. */
  sessionHours: number;
  /** Longest life of a token for a machine, in days. Product default. */
  tokenMaxDays: number;
  /** How long a resolved session or token is believed without asking the database again. Changes reach every process at once by notification; this bounds the harm if one is lost. */
  accessCacheSeconds: number;
  /** How often "last seen" and "last used" are written, in seconds. */
  lastSeenSeconds: number;
  /** Requests within ten seconds for one session or token, and for one address that is not signed in. Product defaults, generous. */
  signedInRequests: number;
  addressRequests: number;
  /** Live views one sign-in or token may have open at once in one server process. Product default. */
  streamsPerSignIn: number;
  /** How long a chart stays open to somebody who opened it in an emergency, in hours, and days until somebody should have reviewed it. 45 CFR 164.312(a)(2)(ii) asks for the way in and names no number; product defaults: a shift, and the next working days. */
  emergencyHours: number;
  emergencyReviewDays: number;
}

export const IDENTITY_PARAMETERS = Symbol('identity parameters');

export const STANDARD_PARAMETERS: IdentityParameters = {
  argonMemoryKib: 19_456,
  argonPasses: 2,
  argonLanes: 1,
  passwordMinLength: 12,
  temporaryPasswordHours: 72,
  accountFailures: 5,
  accountLockMinutes: 15,
  addressFailures: 50,
  idleMinutes: 15,
  sessionHours: 12,
  tokenMaxDays: 366,
  accessCacheSeconds: 5,
  lastSeenSeconds: 30,
  signedInRequests: 10_000,
  addressRequests: 300,
  streamsPerSignIn: 8,
  emergencyHours: 8,
  emergencyReviewDays: 3,
};

/**
 * The standard numbers with those of a setting in their place; what is not a positive number is left out.
 * @param setting the value of `platform.setting` row `identity`.
 */
export function parametersFrom(setting: unknown): IdentityParameters {
  const parameters = { ...STANDARD_PARAMETERS };
  if (typeof setting !== 'object' || setting === null) return parameters;
  for (const name of Object.keys(parameters) as (keyof IdentityParameters)[]) {
    const value = (setting as Record<string, unknown>)[name];
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) parameters[name] = value;
  }
  return parameters;
}
