import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Where Stepwell keeps what must outlive a restart. Relative paths count from the checkout. */
export function dataFolderOf(environment) {
  return resolve(checkout, environment.STEPWELL_DATA_DIR || '.stepwell');
}
