import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { expectAppTrace } from '../expect/app-trace.ts';
import type { ManagerName } from '../managers/install-managers.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { Project } from '../sandbox/project.ts';

/** How npm installs from a lockfile, one after the other. */
const kCleanInstalls = [[], ['--omit=optional'], ['--ignore-scripts']];

async function installWithNpm(setup: Setup, manager: ManagerName): Promise<void> {
  const project = new Project(setup, { manager });
  project.copyApps('trace.mjs');
  const printed = await project.install('@otel-native/sdk', '@opentelemetry/api');
  expectNoScripts(printed.stdout + printed.stderr);
  assert.deepEqual(packagesWithScripts(project), []);
  await expectAppTrace(project);
  for (const flags of kCleanInstalls) {
    rmSync(project.path('node_modules'), { recursive: true });
    const { stdout, stderr } = await project.manage('npm', ['ci', ...flags]);
    expectNoScripts(stdout + stderr);
    await expectAppTrace(project);
  }
}

/** npm prints `> package@version install` for each, and npm 12 warns of those that it did not run. */
function expectNoScripts(printed: string): void {
  assert.doesNotMatch(printed, /^> .* (pre|post)?install$/m);
  // What the machine's own settings make npm warn of is no concern of ours.
  assert.doesNotMatch(printed, /npm (warn(?! Unknown (user|global) config)|error)/i);
}

function packagesWithScripts(project: Project): string[] {
  const lock = JSON.parse(project.read('package-lock.json')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  return Object.keys(lock.packages).filter((path) => lock.packages[path]?.hasInstallScript);
}

export const npmChecks: readonly Check[] = ([10, 11, 12] as const).map((version) => ({
  name: `npm ${version}: install, ci, --omit=optional, --ignore-scripts`,
  isLong: version === 10,
  run: (setup) => installWithNpm(setup, `npm${version}`),
}));
