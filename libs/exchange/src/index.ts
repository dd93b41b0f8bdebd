export { ExchangeModule } from './exchange.module.js';
export { WorkOnImport } from './work/work-on-import.service.js';
export { ImportJobs } from './work/imports.job.js';
