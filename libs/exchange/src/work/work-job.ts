/** The background work on an import; its payload holds the ids, the import's status says what to do. */
export const WORK_JOB = 'exchange.work-on-import';
/** Finds work whose process has died. */
export const SWEEP_JOB = 'exchange.find-abandoned-imports';
