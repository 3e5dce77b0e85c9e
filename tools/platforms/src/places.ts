import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** Runtimes, libraries and the staged application: all of it can be made again. */
export const cacheFolder = join(root, 'node_modules/.cache/platforms');
