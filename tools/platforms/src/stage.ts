import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './places.ts';

const packages = [
  'api-bridge',
  'context-native',
  'exporter-otlp-local',
  'logs-bridges',
  'metrics-system',
  'native-core',
  'sdk',
];

/**
 * Puts the application beside our packages as they are published, so that what is loaded is the prebuilt binary and
 * not a developer's. Packages of others are found in the workspace.
 */
export function stageApplication(): string {
  const folder = join(cacheFolder, 'application');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'tools/platforms/app'), folder, { recursive: true });
  for (const name of packages) stagePackage(name, join(folder, 'node_modules/@otel-native', name));
  return join(folder, 'app.mjs');
}

function stagePackage(name: string, to: string): void {
  const from = join(root, 'packages', name);
  const { files } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  for (const file of ['package.json', ...(files as string[])]) {
    if (file === 'dist' && !existsSync(join(from, file)))
      throw new Error(`${name} is not built: run "npm run build" first`);
    cpSync(join(from, file), join(to, file), { recursive: true });
  }
}
