import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prebuiltTargets } from '../src/target.ts';

const [target] = prebuiltTargets();

/** Places of an addon called "addon" within the folder of its package. */
export const kPlaces = {
  built: 'native/build/Release/addon.node',
  builtPerAbi: `native/build/abi-${process.versions.modules}/addon.node`,
  prebuilt: `prebuilds/${target}/addon.node`,
  prebuiltPerAbi: `prebuilds/${target}/addon-abi-${process.versions.modules}.node`,
};

/** A folder with files that is removed with the value. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'addon-loader-'));

  write(file: string, content: string): string {
    const path = this.#make(file);
    writeFileSync(path, content);
    return path;
  }

  /** An addon that loads and exports nothing. */
  addon(file: string): string {
    const path = this.#make(file);
    copyFileSync(compiledAddon(), path);
    return path;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }

  #make(file: string): string {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }
}

let compiled: string | undefined;

function compiledAddon(): string {
  if (compiled !== undefined) return compiled;
  const folder = mkdtempSync(join(tmpdir(), 'addon-loader-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const input = 'void *napi_register_module_v1(void *env, void *exports) { return exports; }';
  compiled = join(folder, 'addon.node');
  execFileSync('cc', ['-shared', '-fPIC', '-x', 'c', '-o', compiled, '-'], { input });
  return compiled;
}
