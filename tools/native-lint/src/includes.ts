import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One `#include` of a product source. */
export interface Include {
  /** The file with the include, relative to the package's `native` folder. */
  readonly file: string;
  readonly line: number;
  /** The included name as it is written, such as `ring/ring.hpp` or `napi.h`. */
  readonly name: string;
}

/** All includes below a package's `native` folder, without those of tests, fuzz targets and build output. */
export function includesOf(native: string): Include[] {
  const files = globSync('**/*.{cpp,hpp}', { cwd: native })
    .filter((file) => !/^(build|test|fuzz)\//.test(file))
    .sort();
  return files.flatMap((file) => includesIn(file, readFileSync(join(native, file), 'utf8')));
}

function includesIn(file: string, source: string): Include[] {
  return source.split('\n').flatMap((text, index) => {
    const name = /^\s*#\s*include\s*["<]([^">]+)[">]/.exec(text)?.[1];
    return name === undefined ? [] : [{ file, line: index + 1, name }];
  });
}

/** The first folder of a path, or undefined for a file that lies in none. */
export function folderOf(path: string): string | undefined {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined;
}
