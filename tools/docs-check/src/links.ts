/** Relative links that lead nowhere. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { headingAnchors, relativeLinks } from './markdown.ts';
import type { Link } from './markdown.ts';

export function deadLinks(root: string, page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return relativeLinks(text).flatMap(({ line, target }: Link) => {
    const [path = '', fragment] = target.split('#');
    const file = path === '' ? join(root, page) : resolve(root, dirname(page), path);
    const problem = problemOf(file, fragment);
    return problem === undefined ? [] : [`${page}:${line}: ${target}: ${problem}`];
  });
}

function problemOf(file: string, fragment: string | undefined): string | undefined {
  if (!existsSync(file)) return 'there is no such file';
  if (fragment === undefined || statSync(file).isDirectory() || !file.endsWith('.md'))
    return undefined;
  const anchors = headingAnchors(readFileSync(file, 'utf8'));
  return anchors.has(fragment) ? undefined : 'the page has no such heading';
}
