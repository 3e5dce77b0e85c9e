import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What package managers, and the scripts in `node_modules/.bin`, call beside Node. */
const kTools = (
  'basename cat chmod cp cut date dirname env expr false grep head id ln ls mkdir mktemp mv ' +
  'printf pwd readlink realpath rm rmdir sed sh sleep sort tail test touch tr true uname uniq wc which xargs'
).split(' ');

/** What compiles. Each is there, records that it was called, and fails. */
const kCompilers = (
  'c++ cc clang clang++ cmake g++ gcc gmake ld make ninja node-gyp node-gyp-build node-pre-gyp ' +
  'prebuild-install python python3'
).split(' ');

/**
 * Fills a folder that is all of a test's `PATH`: Node, a few tools, and compilers that only record their call.
 * @param calls the file in which calls of a compiler are recorded
 */
export function fillPathFolder(folder: string, calls: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(process.execPath, join(folder, 'node'));
  for (const tool of kTools) {
    const found = whereIs(tool);
    if (found !== undefined) symlinkSync(found, join(folder, tool));
  }
  const script = `#!/bin/sh\necho "$0 $*" >>'${calls}'\necho "there is no compiler here" >&2\nexit 1\n`;
  for (const compiler of kCompilers) addScript(folder, compiler, script);
}

/** A command that runs a program of Node's, e.g. a package manager. */
export function addNodeCommand(folder: string, name: string, program: string): void {
  addScript(folder, name, `#!/bin/sh\nexec node '${program}' "$@"\n`);
}

function addScript(folder: string, name: string, text: string): void {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function whereIs(tool: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, tool)).find((file) => existsSync(file));
}
