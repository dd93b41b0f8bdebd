/** Injection token of the validated environment (`Config`). */
export const CONFIG = Symbol('config');
