import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Installer {
  installNode(version: string, folder: string): string;
  buildContextAddon(node: string): void;
}
const { installNode, buildContextAddon } = (await import(
  // A program without types.
  '../../../tools/node-versions/install.mjs' as string
)) as Installer;

/**
 * Runs a program with another version of Node, which is installed for it (under `.nx`, not into the workspace), and gives
 * the exit code; undefined when it is this version that is wanted.
 */
export function otherNode(
  major: number | undefined,
): ((programAndArguments: readonly string[]) => number) | undefined {
  if (major === undefined || process.versions.node.startsWith(`${major}.`)) return undefined;
  return (programAndArguments) => {
    const node = installNode(String(major), join(root, '.nx/node', String(major)));
    buildContextAddon(node);
    const PATH = `${dirname(node)}:${process.env['PATH']}`;
    const env = { ...process.env, PATH };
    return spawnSync(node, programAndArguments, { env, stdio: 'inherit' }).status ?? 1;
  };
}
