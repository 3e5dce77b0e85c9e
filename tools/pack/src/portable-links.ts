import { statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repositoryFolder } from './folders.ts';

/** Fenced blocks and inline code, in which nothing is a link. */
const kCode = /(^```[\s\S]*?^```|``[^`]+``|`[^`\n]+`)/m;
/** `[text](target)` and `![text](target)`; the text may hold code and an image, but no other link. */
const kLink = /(!?)\[((?:[^[\]]|\[[^[\]]*\](?:\([^()]*\))?)*)\]\(([^()\s]+)\)/g;
const kPlaceholder = '\u0000';

/**
 * The text of a Markdown file with links that work outside the repository. Relative ones lead to the repository's
 * address; where there is none, they become plain text. Links within the page and absolute ones stay.
 * @param file path of the Markdown file, from which its relative links are seen
 */
export function withPortableLinks(text: string, file: string, address?: string): string {
  // Code may stand in the text of a link: it is set aside, and put back.
  const code: string[] = [];
  const prose = text.replace(new RegExp(kCode.source, 'gm'), (match) => {
    code.push(match);
    return kPlaceholder;
  });
  const linked = prose.replace(kLink, (match, image: string, label: string, target: string) => {
    if (isPortable(target)) return match;
    if (address === undefined) return label;
    return `${image}[${label}](${address}/${locationOf(target, file, image !== '')})`;
  });
  return linked.replaceAll(kPlaceholder, () => code.shift() ?? '');
}

/** Targets of relative links that are left in a text, for a check of what was packed. */
export function relativeTargets(text: string): string[] {
  const prose = text.replace(new RegExp(kCode.source, 'gm'), kPlaceholder);
  return [...prose.matchAll(kLink)]
    .map(([, , , target = '']) => target)
    .filter((target) => !isPortable(target));
}

function isPortable(target: string): boolean {
  return /^(#|[a-z][a-z0-9+.-]*:)/i.test(target);
}

function locationOf(target: string, file: string, isImage: boolean): string {
  const [path = '', fragment] = target.split('#');
  const found = join(dirname(file), path);
  // Throws for a file that does not exist: a dead link is found here and not by a reader.
  const view = statSync(found).isDirectory() ? 'tree' : isImage ? 'raw' : 'blob';
  const location = `${view}/HEAD/${relative(repositoryFolder, found)}`;
  return fragment === undefined ? location : `${location}#${fragment}`;
}
