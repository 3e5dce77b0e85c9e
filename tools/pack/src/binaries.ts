import { basename } from 'node:path';
import { releases, targets } from 'prebuild';

/** All that are built for, as the folders in `prebuilds` are named. */
export const kPlatforms: readonly string[] = targets.map(({ name }) => name);

/** The addons of each package that has one, named as they are in its `prebuilds/<platform>`. */
const kAddons: Readonly<Record<string, readonly string[]>> = {
  'context-native': releases.map(({ abi }) => `otel_native_context-abi-${abi}.node`),
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
