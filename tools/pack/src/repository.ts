import type { Manifest } from './manifest.ts';

/**
 * The address that a browser opens, e.g. `https://github.com/owner/name`, from the `repository` field of the root
 * manifest; undefined where none is set or it is no web address.
 */
export function repositoryAddress({
  repository,
}: Pick<Manifest, 'repository'>): string | undefined {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const address = url?.replace(/^git\+/, '').replace(/(\.git)?\/?$/, '');
  return address !== undefined && /^https?:\/\//.test(address) ? address : undefined;
}
