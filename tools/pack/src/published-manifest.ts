import { basename } from 'node:path';
import type { Manifest } from './manifest.ts';

/** Fields that mean something in a checkout only. */
const kLocalFields = ['devDependencies', 'nx', 'scripts'];

/** The package.json of a tarball: that of the package, and the repository's address from the root's. */
export function publishedManifest(manifest: Manifest, root: Manifest, folder: string): object {
  const kept = Object.entries(manifest).filter(([field]) => !kLocalFields.includes(field));
  const url = typeof root.repository === 'string' ? root.repository : root.repository?.url;
  if (url === undefined) return Object.fromEntries(kept);
  const repository = { type: 'git', url, directory: `packages/${basename(folder)}` };
  return { ...Object.fromEntries(kept), repository };
}
