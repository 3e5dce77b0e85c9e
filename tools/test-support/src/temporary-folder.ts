import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

// Jest gives each test file a `process` of its own, whose `exit` never comes.
const { afterAll: afterFile } = globalThis as { afterAll?: (clean: () => void) => void };
if (afterFile === undefined) process.once('exit', removeAll);
else afterFile(removeAll);

/** Makes a folder that is removed after the test file, or at the end of the program. Import this module at the top of a file. */
export function temporaryFolder(name = 'otel-native-test'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  folders.push(folder);
  return folder;
}

function removeAll(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
