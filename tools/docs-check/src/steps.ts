/**
 * Sections that tell a newcomer which files of a package to change, such as "Add a field to a span" in CONTRIBUTING.md. They begin
 * with "All paths are below …". Every path in a step exists there, and every name in it occurs in a file that the step names.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { inlineCode } from './markdown.ts';

const kBegin = /^All paths are below `([^`]+)`\.$/;
const kPath = /^[\w.@-]+(?:\/[\w.@-]+)+$/;
const kName = /^[A-Za-z_]\w*$/;

interface Step {
  /** The folder below which its paths are. */
  readonly folder: string;
  readonly codes: { line: number; code: string }[];
}

/** One line for each path and name in steps that leads nowhere. */
export function brokenSteps(root: string, page: string): string[] {
  return stepsOf(readFileSync(join(root, page), 'utf8')).flatMap(({ folder, codes }) => {
    const paths = codes.filter(({ code }) => kPath.test(code));
    const found = new Map(paths.map(({ code }) => [code, findPath(root, folder, code)]));
    const missing = paths
      .filter(({ code }) => found.get(code) === undefined)
      .map(({ line, code }) => `${page}:${line}: ${code}: there is no such file below ${folder}`);
    const texts = [...found.values()].filter((path) => path !== undefined).map(textOf);
    const unknown = codes
      .filter(({ code }) => kName.test(code) && texts.length > 0)
      .filter(({ code }) => !texts.some((text) => text.includes(code)))
      .map(({ line, code }) => `${page}:${line}: ${code}: no file of this step has this name`);
    return [...missing, ...unknown];
  });
}

function stepsOf(text: string): Step[] {
  const codes = inlineCode(text);
  const steps: Step[] = [];
  let folder: string | undefined;
  let step: Step | undefined;
  text.split('\n').forEach((line, index) => {
    if (line.startsWith('#')) folder = step = undefined;
    folder = kBegin.exec(line)?.[1] ?? folder;
    if (folder === undefined) return;
    if (/^\d+\. /.test(line)) steps.push((step = { folder, codes: [] }));
    step?.codes.push(...codes.filter((code) => code.line === index + 1));
  });
  return steps;
}

/** Paths of other packages are written from the root. */
function findPath(root: string, folder: string, code: string): string | undefined {
  return [join(root, folder, code), join(root, code)].find((path) => existsSync(path));
}

function textOf(path: string): string {
  return statSync(path).isDirectory() ? '' : readFileSync(path, 'utf8');
}
