export { PERMISSIONS, ROLES, ROLE_PERMISSIONS, isPermission, isRole, permissionsOf, type Permission, type Role } from './permissions.js';
export { RequirePermission, SignedIn, REQUIRED_PERMISSION, SIGNED_IN } from './require-permission.js';
