/** What generators of committed files share: `--check` compares, otherwise the files are written. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes generated files. With `--check` on the command line it writes nothing, and the process fails when a file is stale.
 * @param outputs what the files contain, by path
 * @param command what writes them
 */
export function writeOrCheck(outputs: ReadonlyMap<string, string>, command: string): void {
  if (process.argv.includes('--check')) return check(outputs, command);
  for (const [path, text] of outputs) writeFileSync(path, text);
}

function check(outputs: ReadonlyMap<string, string>, command: string): void {
  const stale = [...outputs].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
  );
  for (const [path] of stale) console.error(`${path} is stale: run "${command}"`);
  if (stale.length === 0) console.log(`${outputs.size} generated files are current`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}
