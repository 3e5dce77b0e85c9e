import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** The limit of the native threads, which read the same files. Larger than any list of authorities. */
const kMaxBytes = 8 * 1024 * 1024;

/**
 * Reads a file at once. Refuses named pipes, on which a read would stop the event loop until someone writes, and files
 * that are too large to be certificates.
 * @throws `Error` with the reason
 */
export function readRegularFile(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw new Error('it is not a file');
    if (facts.size > kMaxBytes) throw new Error('it is too large');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
