/** What is checked of a code block, by the language of its fence. */
import { compileC } from './c.ts';
import { compile, extensions } from './compile.ts';
import { parseDockerfile, parseJson, parseShell, parseYaml } from './parse.ts';
import { problemAt, type PlacedBlock } from './placed-block.ts';

type Check = (root: string, blocks: readonly PlacedBlock[]) => string[];

const checks: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(Object.keys(extensions).map((language) => [language, compile])),
  c: compileC,
  sh: parseShell,
  yaml: parseYaml,
  json: parseJson,
  dockerfile: parseDockerfile,
};

/** Output, drawings and lists of files. */
const text = new Set(['', 'text', 'md']);
/** A command that would go unchecked in a block without a language. */
const command = /^\s*(npm|npx|node) /m;

/** A block that is no whole program says why: `<!-- not checked: part of a class -->`. */
export function checkBlocks(root: string, blocks: readonly PlacedBlock[]): string[] {
  const problems: string[] = [];
  const groups = new Map<Check, PlacedBlock[]>();
  for (const block of blocks) {
    if (block.mark?.startsWith('not checked: ')) continue;
    const check = checks[block.language];
    if (check !== undefined) groups.set(check, [...(groups.get(check) ?? []), block]);
    else problems.push(...problemsOfText(block));
  }
  for (const [check, group] of groups) problems.push(...check(root, group));
  return problems;
}

function problemsOfText(block: PlacedBlock): string[] {
  if (!text.has(block.language))
    return [problemAt(block, -1, `nothing checks the language ${block.language}`)];
  if (block.language === '' && command.test(block.code))
    return [problemAt(block, -1, 'commands stand in a block without the language sh')];
  return [];
}
