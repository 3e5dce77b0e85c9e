/** Pages that the site map, `docs/README.md`, does not list. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { relativeLinks } from './markdown.ts';

const kSiteMap = 'docs/README.md';

/** A link to a folder lists all pages in it. */
export function unlistedPages(root: string, pages: readonly string[]): string[] {
  const listed = linkedFrom(root, kSiteMap);
  return pages
    .filter((page) => page !== kSiteMap && !isListed(page, listed))
    .map((page) => `${kSiteMap}:1: ${page} is not listed`);
}

function linkedFrom(root: string, page: string): ReadonlySet<string> {
  const links = relativeLinks(readFileSync(join(root, page), 'utf8'));
  return new Set(links.map(({ target }) => resolveLink(page, target.split('#')[0] ?? '')));
}

function resolveLink(page: string, target: string): string {
  return normalize(join(dirname(page), target)).replace(/\/$/, '');
}

function isListed(page: string, listed: ReadonlySet<string>): boolean {
  return listed.has(page) || listed.has(dirname(page));
}
