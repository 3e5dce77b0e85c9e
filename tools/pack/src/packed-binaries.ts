import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { prebuiltTargets } from 'addon-loader/target';

/** A file, and its place in the package. */
export interface Binary {
  readonly from: string;
  readonly file: string;
}

export function prebuiltBinaries(packageFolder: string): Binary[] {
  const files = globSync('prebuilds/*/*.node', { cwd: packageFolder });
  return files.map((file) => ({ from: join(packageFolder, file), file }));
}

/** `linux-x64`, `linuxmusl-arm64` and so on, as the loader finds it. */
export function thisPlatform(): string {
  const [platform = ''] = prebuiltTargets();
  return platform;
}

/** The addons that node-gyp built in a package for this machine, under their names among the prebuilt ones. */
export function localBinaries(packageFolder: string): Binary[] {
  const build = join(packageFolder, 'native/build');
  return globSync('{Release,abi-*}/*.node', { cwd: build }).map((path) => {
    const [folder = '', name = ''] = path.split('/');
    const stem = basename(name, '.node');
    const file = folder.startsWith('abi-') ? `${stem}-${folder}.node` : name;
    return { from: join(build, path), file: `prebuilds/${thisPlatform()}/${file}` };
  });
}
