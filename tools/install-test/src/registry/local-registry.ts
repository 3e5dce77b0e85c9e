import { once } from 'node:events';
import { globSync } from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readTarball, type Tarball } from './tarball.ts';

/**
 * A registry of our scope alone, which serves a folder of tarballs. Package managers ask the machine's registry for all
 * other packages, so nothing is proxied and no setting of the machine is copied. Verdaccio was tried first: version 6
 * depends on a dist-tag (`node-fetch@cjs`) that not every mirror serves, and on 280 packages.
 */
export class LocalRegistry {
  readonly #server: http.Server;
  readonly #tarballs: ReadonlyMap<string, Tarball>;

  private constructor(tarballs: readonly Tarball[]) {
    this.#tarballs = new Map(tarballs.map((tarball) => [tarball.manifest.name, tarball]));
    this.#server = http.createServer((request, response) => {
      this.#answer(decodeURIComponent(request.url ?? ''), response);
    });
  }

  /** Resolves when it listens on 127.0.0.1. Throws where the folder has no tarballs. */
  static async start(folder: string): Promise<LocalRegistry> {
    const files = globSync('*.tgz', { cwd: folder });
    if (files.length === 0) throw new Error(`No tarballs in ${folder}: run "npm run pack" first`);
    const registry = new LocalRegistry(files.map((file) => readTarball(join(folder, file))));
    registry.#server.listen(0, '127.0.0.1');
    await once(registry.#server, 'listening');
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The names of all packages, in the order of the alphabet. */
  get names(): string[] {
    return [...this.#tarballs.keys()].toSorted();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(path: string, response: ServerResponse): void {
    const [, name = '', file] = /^\/(@[^/]+\/[^/]+)(?:\/-\/(.+))?$/.exec(path) ?? [];
    const tarball = this.#tarballs.get(name);
    if (tarball === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    } else if (file !== undefined) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarball.bytes);
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.#describe(tarball)));
    }
  }

  /** A packument with one version. */
  #describe({ file, manifest, integrity, shasum }: Tarball): object {
    const { name, version } = manifest;
    const dist = { tarball: `${this.url}${name}/-/${file}`, integrity, shasum };
    return {
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
      time: { [version]: '2026-01-01T00:00:00.000Z' },
    };
  }
}
