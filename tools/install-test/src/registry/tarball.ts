import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A package as a registry serves it. */
export interface Tarball {
  readonly file: string;
  readonly bytes: Buffer;
  readonly manifest: { readonly name: string; readonly version: string };
  readonly integrity: string;
  readonly shasum: string;
}

export function readTarball(path: string): Tarball {
  const bytes = readFileSync(path);
  const manifest = execFileSync('tar', ['-xzOf', path, 'package/package.json'], {
    encoding: 'utf8',
  });
  return {
    file: basename(path),
    bytes,
    manifest: JSON.parse(manifest) as Tarball['manifest'],
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: createHash('sha1').update(bytes).digest('hex'),
  };
}
