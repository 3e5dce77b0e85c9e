import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prebuiltTargets } from './target.ts';

/** Which addon, of which package. */
export interface AddonDescription {
  /** Such as `@otel-native/native-core`. */
  readonly packageName: string;
  /** The addon's file without its ending, such as `otel_native_core`. */
  readonly name: string;
  /** Whether one binary serves one ABI of Node alone: it uses more than Node-API. */
  readonly isPerAbi?: boolean;
  /** `import.meta.url` of the package's file in `dist/`. A bundler may have made it something else, or undefined. */
  readonly from: string | undefined;
  /** Whether it calls libuv: what Bun has in its place aborts the process. */
  readonly usesLibuv?: boolean;
  /** What an application can do without this addon, as the end of "no binary loads: …, or …". */
  readonly otherwise?: string;
}

/** The file as it is called among prebuilt addons, and in a folder that holds those of several packages. */
export function prebuiltName({ name, isPerAbi }: AddonDescription): string {
  return isPerAbi ? `${name}-abi-${process.versions.modules}.node` : `${name}.node`;
}

/**
 * Where a package's addon may lie: what a developer built, then what was installed, in the package's own folder. Inside a
 * bundle the code has left that folder: then the package is looked for from the bundle, and from the working directory.
 */
export function* usualPlaces(addon: AddonDescription): Generator<string> {
  const file = pathOf(addon.from);
  if (file !== undefined) {
    const folder = join(dirname(file), '..');
    yield* placesIn(folder, addon);
    if (isFolderOf(addon.packageName, folder)) return;
  }
  for (const start of [file, join(process.cwd(), 'application.js')]) {
    const folder = start === undefined ? undefined : packageFolder(start, addon.packageName);
    if (folder !== undefined) yield* placesIn(folder, addon);
  }
}

function* placesIn(folder: string, addon: AddonDescription): Generator<string> {
  const build = addon.isPerAbi ? `abi-${process.versions.modules}` : 'Release';
  yield join(folder, 'native/build', build, `${addon.name}.node`);
  for (const target of prebuiltTargets())
    yield join(folder, 'prebuilds', target, prebuiltName(addon));
}

function pathOf(from: string | undefined): string | undefined {
  try {
    return from?.startsWith('file:') ? fileURLToPath(from) : from;
  } catch {
    return undefined;
  }
}

function isFolderOf(packageName: string, folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name?: string;
    };
    return name === packageName;
  } catch {
    return false;
  }
}

function packageFolder(start: string, packageName: string): string | undefined {
  try {
    return dirname(createRequire(start).resolve(`${packageName}/package.json`));
  } catch {
    return undefined;
  }
}
