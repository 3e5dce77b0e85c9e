import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A version of Node that runs the applications; the harness itself runs on the pinned one. */
export interface OtherNode {
  readonly version: string;
  readonly path: string;
}

interface NodeVersions {
  installNode(version: string, folder: string): string;
  buildContextAddon(node: string): void;
}

/**
 * Installs versions of Node and builds what has to be built for each, except for the present one.
 * @param list major versions with commas; empty is the present one alone
 */
export async function nodesOf(list: string): Promise<OtherNode[]> {
  const [present = ''] = process.versions.node.split('.');
  const versions = list === '' ? [present] : list.split(',');
  const tool = new URL('../../node-versions/install.mjs', import.meta.url).href;
  const { installNode, buildContextAddon } = (await import(tool)) as NodeVersions;
  return versions.map((version) => {
    if (version === present) return { version, path: process.execPath };
    const folder = mkdtempSync(join(tmpdir(), 'fault-harness-node-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const path = installNode(version, folder);
    buildContextAddon(path);
    return { version, path };
  });
}
