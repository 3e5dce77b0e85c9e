import { join } from 'node:path';
import { readGyp, type Gyp } from './binding-gyp.ts';
import { releases, type NodeRelease } from './node-releases.ts';
import { root } from './places.ts';
import type { Target } from './targets.ts';

/** A package with an addon. */
export interface AddonPackage {
  readonly folder: string;
  /** What its file may have at most on Linux. */
  readonly budgetKilobytes: number;
  /** It uses V8's own interface: a binary for each ABI, and from the C++ library what Node has itself. */
  readonly usesV8?: true;
}

export const addonPackages: readonly AddonPackage[] = [
  { folder: 'native-core', budgetKilobytes: 680 },
  { folder: 'exporter-otlp-local', budgetKilobytes: 400 },
  { folder: 'metrics-system', budgetKilobytes: 380 },
  { folder: 'context-native', budgetKilobytes: 32, usesV8: true },
];

/** One binary to build. */
export interface Job {
  readonly target: Target;
  readonly addon: AddonPackage;
  readonly gyp: Gyp;
  /** Its headers are compiled with, and its symbols are what there is to import. */
  readonly release: NodeRelease;
  /** Where it belongs. */
  readonly output: string;
}

export function jobsFor(targets: readonly Target[]): Job[] {
  const gyps = new Map<string, Gyp>();
  return targets.flatMap((target) =>
    addonPackages.flatMap((addon) => {
      const key = `${target.os} ${addon.folder}`;
      const gyp =
        gyps.get(key) ??
        readGyp(join(root, 'packages', addon.folder, 'native/binding.gyp'), target.os);
      gyps.set(key, gyp);
      // Node-API is the same in all: the oldest has the least of it.
      const lines = addon.usesV8 ? releases : releases.slice(0, 1);
      return lines.map((release) => ({
        ...{ target, addon, gyp, release },
        output: outputPath(target, addon, gyp, release),
      }));
    }),
  );
}

function outputPath(target: Target, addon: AddonPackage, gyp: Gyp, release: NodeRelease): string {
  const file = addon.usesV8 ? `${gyp.name}-abi-${release.abi}.node` : `${gyp.name}.node`;
  return join(root, 'packages', addon.folder, 'prebuilds', target.name, file);
}
