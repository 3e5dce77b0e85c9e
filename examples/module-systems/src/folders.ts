import { fileURLToPath } from 'node:url';

/** This example. */
export const exampleFolder = fileURLToPath(new URL('..', import.meta.url));

/** What bundlers write. */
export const outputFolder = fileURLToPath(new URL('../dist', import.meta.url));
