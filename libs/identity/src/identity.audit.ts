/** Everything identity writes to the audit trail. */
export const IDENTITY_ACTIONS = [
  'identity.signed-in',
  'identity.sign-in-failed',
  'identity.sign-in-locked',
  'identity.signed-out',
  'identity.signed-out-everywhere',
  'identity.session-ended',
  'identity.session-unlocked',
  'identity.password-changed',
  'identity.house-set-up',
  'identity.user-created',
  'identity.user-added-to-clinic',
  'identity.user-edited',
  'identity.roles-changed',
  'identity.user-removed-from-clinic',
  'identity.user-disabled',
  'identity.user-enabled',
  'identity.user-unlocked',
  'identity.password-reset',
  'identity.token-created',
  'identity.token-revoked',
  'identity.audit-exported',
] as const;

export type IdentityAction = (typeof IDENTITY_ACTIONS)[number];
