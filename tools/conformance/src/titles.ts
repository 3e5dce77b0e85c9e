import { extname } from 'node:path';
import ts from 'typescript';

/** What a test file says about its tests. */
export interface TestTitles {
  /** Titles of tests, groups and cases; `…` stands for what a table or a template fills in. */
  readonly titles: ReadonlySet<string>;
  /** Every text and name in the source that can tell one case of a table from another. */
  readonly rows: ReadonlySet<string>;
}

/** Functions that take the title of what runs. Not `test.skip` and the like: what does not run shows nothing. */
const declaring = new Set([
  ...['test', 'it', 'describe', 'test.each', 'it.each', 'describe.each'],
  // A test of `packages/genai` for each SDK.
  'withEachSdk',
]);

/** Reads the titles in a TypeScript or C++ test. */
export function titlesIn(path: string, source: string): TestTitles {
  return extname(path) === '.cpp' ? cppTitles(source) : typescriptTitles(path, source);
}

function cppTitles(source: string): TestTitles {
  const titles = [...source.matchAll(/^TEST\((\w+)\)/gm)].map(([, name]) => name!);
  return { titles: new Set(titles), rows: new Set() };
}

function typescriptTitles(path: string, source: string): TestTitles {
  const titles = new Set<string>();
  const rows = new Set<string>();
  const visit = (node: ts.Node): void => {
    const title = titleOf(node);
    if (title !== undefined) titles.add(title);
    if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) rows.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return { titles, rows };
}

function titleOf(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node)) return declares(node) ? textOf(node.arguments[0]) : undefined;
  if (!ts.isPropertyAssignment(node)) return undefined;
  // Tables of cases: `{ name: 'a case', … }` and `{ 'a case': { … } }`.
  if (ts.isStringLiteral(node.name)) return node.name.text;
  return ts.isIdentifier(node.name) && node.name.text === 'name'
    ? textOf(node.initializer)
    : undefined;
}

/** `test(…)`, and `test.each(…)(…)` whose first call holds the table. */
function declares({ expression }: ts.CallExpression): boolean {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  const name = nameOf(callee);
  return declaring.has(name) && name.endsWith('.each') === ts.isCallExpression(expression);
}

function nameOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee)
    ? `${nameOf(callee.expression)}.${callee.name.text}`
    : '';
}

function textOf(node: ts.Expression | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return withoutFormats(node.text);
  if (!ts.isTemplateExpression(node)) return undefined;
  const rest = node.templateSpans.map(({ literal }) => `…${literal.text}`);
  return withoutFormats(node.head.text + rest.join(''));
}

function withoutFormats(title: string): string {
  return title.replace(/%[sdifjopc#]/g, '…');
}
