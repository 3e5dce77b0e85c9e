import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryFolder, tarballFolder } from 'pack/folders';
import { LocalRegistry } from '../registry/local-registry.ts';
import { machineSettings, type MachineSettings } from './machine-settings.ts';

/** What all checks of a run share. */
export interface Setup {
  readonly registry: LocalRegistry;
  readonly machine: MachineSettings;
  /** A folder that survives the run, for packages from the network. */
  readonly cache: string;
  /** Whether packages that are pinned otherwise are installed in their newest versions. */
  readonly newest: boolean;
  /** A new empty folder outside of the repository, which is removed at the end of the run. */
  newFolder(): string;
  close(): Promise<void>;
}

export interface SetupOptions {
  readonly newest: boolean;
  /** Whether the folders stay after the run. */
  readonly keep: boolean;
}

export async function startSetup({ newest, keep }: SetupOptions): Promise<Setup> {
  const registry = await LocalRegistry.start(tarballFolder);
  const machine = machineSettings();
  const root = mkdtempSync(join(tmpdir(), 'otel-native-install-'));
  const cache = join(repositoryFolder, 'node_modules/.cache/install-test');
  mkdirSync(cache, { recursive: true });
  return {
    registry,
    machine,
    cache,
    newest,
    newFolder: () => mkdtempSync(join(root, 'check-')),
    async close() {
      await registry.close();
      if (keep) console.error(`Kept: ${root}`);
      else rmSync(root, { recursive: true, force: true });
    },
  };
}
