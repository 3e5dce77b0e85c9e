import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** What may be thrown away: downloads, zig's own cache, and binaries by the hash of what they were made of. */
export const cacheFolder = join(root, 'node_modules/.cache/prebuild');

/** Commands run at the root and get relative paths, so that no folder's name gets into a binary. */
export function fromRoot(path: string): string {
  return relative(root, path);
}
