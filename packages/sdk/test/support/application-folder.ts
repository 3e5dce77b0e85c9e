import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const workspaceModules = join(__dirname, '../../../../node_modules');

/** A folder outside the workspace with an application and its installed packages. */
export class ApplicationFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'otel-native-application-'));

  constructor() {
    for (const name of ['@otel-native/sdk', '@opentelemetry/api']) this.link(name);
  }

  write(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Writes a package that consists of one file. */
  writePackage(name: string, manifest: object, index: string): void {
    this.write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, main: 'index.js', ...manifest }),
    );
    this.write(`node_modules/${name}/index.js`, index);
  }

  /** Links a package of the workspace. */
  link(name: string): void {
    const target = join(this.path, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(workspaceModules, name), target, 'dir');
  }

  unlink(name: string): void {
    rmSync(join(this.path, 'node_modules', name));
  }

  /** Copies a package of the workspace into the folder of another package. */
  copy(name: string, owner: string, from = name): void {
    const target = join(this.path, 'node_modules', owner, 'node_modules', name);
    cpSync(join(workspaceModules, from), target, { recursive: true });
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
