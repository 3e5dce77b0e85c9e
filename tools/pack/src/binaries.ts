import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

export const kPlatforms = [
  'linux-x64',
  'linux-arm64',
  'linuxmusl-x64',
  'linuxmusl-arm64',
  'darwin-x64',
  'darwin-arm64',
] as const;

export type Platform = (typeof kPlatforms)[number];

/** `process.versions.modules` of Node 22, 24 and 26. */
const kContextAbis = [127, 137, 147];

/** The addons of each package that has one, named as they are in its `prebuilds/<platform>`. */
const kAddons: Readonly<Record<string, readonly string[]>> = {
  'context-native': kContextAbis.map((abi) => `otel_native_context-abi-${abi}.node`),
  'exporter-otlp-local': ['otel_native_exporter_otlp_local.node'],
  'metrics-system': ['otel_native_metrics_system.node'],
  'native-core': ['otel_native_core.node'],
};

/** The files, seen from its folder, without which a package must not be published. */
export function requiredBinaries(
  packageFolder: string,
  platforms: readonly string[] = kPlatforms,
): string[] {
  const addons = kAddons[basename(packageFolder)] ?? [];
  return platforms.flatMap((platform) => addons.map((file) => `prebuilds/${platform}/${file}`));
}

export function missingBinaries(packageFolder: string, platforms?: readonly string[]): string[] {
  const required = requiredBinaries(packageFolder, platforms);
  return required.filter((file) => !existsSync(join(packageFolder, file)));
}
