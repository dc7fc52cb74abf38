import { join } from 'node:path';

/** The folder of the checkout. */
export const PROJECT = join(__dirname, '..', '..');
