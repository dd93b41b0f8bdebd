import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions.js';

export const REQUIRED_PERMISSION = 'stepwell:permission';
export const SIGNED_IN = 'stepwell:signed-in';

/**
 * The permission a route needs in the clinic of its path. Every route says this, `@SignedIn()` or `@Public()`; the
 * server does not start with one that says nothing.
 */
export const RequirePermission = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata(REQUIRED_PERMISSION, permission);

/** What a route of the signed-in person allows beyond the usual. */
export interface SignedInOptions {
  /** A token may use it too. */
  tokens?: boolean;
  /** Works while the person still has to replace a password somebody else chose. */
  beforePasswordChange?: boolean;
}

/** A route of the signed-in person that belongs to no clinic: their sessions, their password. */
export const SignedIn = (options: SignedInOptions = {}): MethodDecorator & ClassDecorator => SetMetadata(SIGNED_IN, options);
