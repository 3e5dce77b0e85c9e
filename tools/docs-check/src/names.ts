/** Names in pages that a move or a rename leaves behind: paths of the repository, npm scripts and our own variables. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { codeBlocks, inlineCode } from './markdown.ts';

/** Folders of the repository and of a package, with which a path in a page begins. So may a folder of `packages/`. */
const kFirstFolders =
  'packages|tools|docs|benchmarks|examples|src|native|schema|test|include'.split('|');
/** Not in a fresh checkout. */
const built = /(^|\/)(dist|build|prebuilds|temp|report|results|node_modules)(\/|$)/;
const npmRun = /npm run ([\w:-]+)(?: -w (\S+))?/g;
/** A variable, or a code. */
const variable = /\b(?:ERR_)?OTEL_NATIVE_[A-Z_]*[A-Z]\b/g;

export class Names {
  readonly #root: string;
  readonly #packages: readonly string[];
  /** A path. Placeholders and patterns are none. */
  readonly #path: RegExp;
  readonly #scripts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #sources: ReadonlySet<string>;

  constructor(root: string) {
    this.#root = root;
    this.#packages = ['packages', 'tools', 'examples'].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => join(folder, name)),
    );
    const first = [...kFirstFolders, ...readdirSync(join(root, 'packages'))];
    this.#path = new RegExp(`^(?:${first.join('|')})(?:/[\\w.@-]+)+/?$`);
    this.#scripts = this.#readScripts();
    this.#sources = this.#readSources();
  }

  /** One line for each name that leads nowhere. */
  problems(page: string): string[] {
    const text = readFileSync(join(this.#root, page), 'utf8');
    const inline = inlineCode(text);
    const blocks = codeBlocks(text).map(({ line, code }) => ({ line, code }));
    return [
      ...inline.flatMap(({ line, code }) => this.#pathProblem(page, line, code)),
      ...[...inline, ...blocks].flatMap(({ line, code }) => [
        ...this.#scriptProblems(page, line, code),
        ...this.#variableProblems(page, line, code),
      ]),
    ];
  }

  #pathProblem(page: string, line: number, code: string): string[] {
    if (!this.#path.test(code) || built.test(code)) return [];
    const folders = ['', dirname(page), 'packages', ...this.#packages];
    const exists = folders.some((folder) => existsSync(join(this.#root, folder, code)));
    return exists ? [] : [`${page}:${line}: ${code}: there is no such file`];
  }

  #scriptProblems(page: string, line: number, code: string): string[] {
    return [...code.matchAll(npmRun)].flatMap(([, script = '', workspace]) => {
      const scripts = this.#scripts.get(workspace ?? '');
      // A placeholder, or a package of the reader.
      if (scripts === undefined) return [];
      const isOfPackage = workspace === undefined && this.#anyPackageHas(page, script);
      return scripts.has(script) || isOfPackage
        ? []
        : [`${page}:${line}: npm run ${script}: there is no such script`];
    });
  }

  /** A package's own page may name its own scripts. */
  #anyPackageHas(page: string, script: string): boolean {
    const owner = this.#packages.find((folder) => page.startsWith(`${folder}/`));
    return owner !== undefined && (this.#scripts.get(`./${owner}`)?.has(script) ?? false);
  }

  #variableProblems(page: string, line: number, code: string): string[] {
    return [...code.matchAll(variable)]
      .filter(([name]) => !this.#sources.has(name))
      .map(([name]) => `${page}:${line}: ${name}: no source reads this variable or has this code`);
  }

  /** By the name of a package and by its folder; those of the root by the empty name. */
  #readScripts(): ReadonlyMap<string, ReadonlySet<string>> {
    const scripts = new Map<string, ReadonlySet<string>>();
    for (const folder of ['', ...this.#packages, 'benchmarks']) {
      const file = join(this.#root, folder, 'package.json');
      if (!existsSync(file)) continue;
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
        name: string;
        scripts?: Record<string, string>;
      };
      const names = new Set(Object.keys(manifest.scripts ?? {}));
      if (folder === '') scripts.set('', names);
      else scripts.set(manifest.name, names).set(`./${folder}`, names);
    }
    return scripts;
  }

  #readSources(): ReadonlySet<string> {
    const listed = execFileSync(
      'git',
      [
        'grep',
        '-hoE',
        '(ERR_)?OTEL_NATIVE_[A-Z_]+',
        '--',
        '*.ts',
        '*.mjs',
        '*.cjs',
        '*.cpp',
        '*.hpp',
        '*.h',
        '*.c',
      ],
      { cwd: this.#root, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
    );
    return new Set(listed.split('\n'));
  }
}
