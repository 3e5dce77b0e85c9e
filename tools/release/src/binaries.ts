/** The prebuilt binaries that each published package carries, at `prebuilds/<target>/<file>`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const allTargets = [
  'linux-x64',
  'linux-arm64',
  'linuxmusl-x64',
  'linuxmusl-arm64',
  'darwin-x64',
  'darwin-arm64',
] as const;

/** `context-native` uses V8's own interface, so it has a binary for each ABI of Node. */
const contextAbis = [127, 137, 147];

const addons: Readonly<Record<string, readonly string[]>> = {
  '@otel-native/native-core': ['otel_native_core.node'],
  '@otel-native/exporter-otlp-local': ['otel_native_exporter_otlp_local.node'],
  '@otel-native/metrics-system': ['otel_native_metrics_system.node'],
  '@otel-native/context-native': contextAbis.map((abi) => `otel_native_context-abi-${abi}.node`),
};

/** The binaries that a package should carry, as paths inside it. */
export function expectedBinaries(name: string, targets: readonly string[]): string[] {
  const files = addons[name] ?? [];
  return targets.flatMap((target) => files.map((file) => `prebuilds/${target}/${file}`));
}

export function missingBinaries(
  name: string,
  folder: string,
  targets: readonly string[] = allTargets,
): string[] {
  return expectedBinaries(name, targets).filter((file) => !existsSync(join(folder, file)));
}
