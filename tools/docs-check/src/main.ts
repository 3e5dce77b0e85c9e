/**
 * `npm run check:docs`: compiles the TypeScript and JavaScript of all Markdown pages against the built packages, and looks whether their
 * relative links lead anywhere. A block that is no whole program has `<!-- not checked: … -->` before it, with the reason.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compile, isCompiled } from './compile.ts';
import { deadLinks } from './links.ts';
import { codeBlocks } from './markdown.ts';

const root = join(import.meta.dirname, '../../..');

/** Without API reports, which no one writes, and notes, which become part of a page elsewhere. */
function pages(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((page) => page !== '' && !page.endsWith('.api.md') && !page.startsWith('.changeset/'))
    .filter((page) => existsSync(join(root, page)));
}

const all = pages();
const blocks = all.flatMap((page) =>
  codeBlocks(readFileSync(join(root, page), 'utf8'))
    .filter(isCompiled)
    .map((block) => ({ ...block, page })),
);
const problems = [...all.flatMap((page) => deadLinks(root, page)), ...compile(root, blocks)];
for (const problem of problems) console.error(problem);
console.log(`${all.length} pages, ${blocks.length} code blocks, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
