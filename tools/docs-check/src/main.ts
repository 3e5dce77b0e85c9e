/**
 * `npm run check:docs`: checks all Markdown pages. Code blocks compile against the built packages, or parse; those with the mark
 * `<!-- run … -->` run. Relative links, and paths, npm scripts and variables in code, name what exists; so do the steps for
 * newcomers. The site map lists every page. Sentences begin with their subject.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkBlocks } from './languages.ts';
import { deadLinks } from './links.ts';
import { codeBlocks } from './markdown.ts';
import { Names } from './names.ts';
import { hardSentences } from './prose.ts';
import { isRun, runBlock } from './run.ts';
import { unlistedPages } from './site-map.ts';
import { brokenSteps } from './steps.ts';

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
const names = new Names(root);
const blocks = all.flatMap((page) =>
  codeBlocks(readFileSync(join(root, page), 'utf8')).map((block) => ({ ...block, page })),
);
const problems = [
  ...all.flatMap((page) => [
    ...deadLinks(root, page),
    ...names.problems(page),
    ...brokenSteps(root, page),
    ...hardSentences(page, readFileSync(join(root, page), 'utf8')),
  ]),
  ...unlistedPages(root, all),
  ...checkBlocks(root, blocks),
];
const run = blocks.filter(isRun);
for (const block of run) problems.push(...(await runBlock(root, block)));
for (const problem of problems) console.error(problem);
console.log(
  `${all.length} pages, ${blocks.length} code blocks, ${run.length} of them run, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
