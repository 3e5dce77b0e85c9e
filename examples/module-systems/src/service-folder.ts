import { mkdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * An otherwise empty folder to start a service in, with `@opentelemetry/auto-instrumentations-node` installed: what a
 * preload uses if it finds it there. The examples depend on that package under another name, or every preload in this
 * repository would find it.
 */
export async function makeServiceFolder(folder: string): Promise<string> {
  const installed = join(folder, 'node_modules/@opentelemetry/auto-instrumentations-node');
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(installed), { recursive: true });
  const entry = createRequire(import.meta.url).resolve('all-instrumentations');
  await symlink(join(dirname(entry), '..'), installed, 'dir');
  return folder;
}
