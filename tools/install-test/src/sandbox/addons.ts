import { cpSync, globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { thisPlatform } from 'pack/packed-binaries';

/** The addons of the packages that are installed in a project, for this machine. */
export function installedAddons(project: string): string[] {
  const pattern = `node_modules/@otel-native/*/prebuilds/${thisPlatform()}/*.node`;
  return globSync(pattern, { cwd: project }).map((file) => join(project, file));
}

/** Copies them into one folder, as an application that brings them itself does. */
export function copyAddons(project: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of installedAddons(project)) cpSync(file, join(folder, basename(file)));
}
