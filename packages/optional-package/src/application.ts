import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files from which the application's own packages are resolved: its main script, and one in the working directory, for
 * programs that a tool starts. Both know what the application depends on, also under Yarn's Plug'n'Play, where we do not.
 */
export function applicationFiles(): string[] {
  const script = process.argv[1];
  const files = [script === undefined ? undefined : mainScript(script), inWorkingDirectory()];
  return files.filter((file) => file !== undefined);
}

/** A command in `node_modules/.bin` is a link to a script of its package. */
function mainScript(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function inWorkingDirectory(): string | undefined {
  try {
    return join(process.cwd(), 'application.js');
  } catch {
    // The folder was deleted.
    return undefined;
  }
}
