import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from 'platforms/platforms';
import { expectTrace } from '../expect/app-trace.ts';
import { expectSilence, receiveFrom } from '../expect/received.ts';
import { Skipped, type Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { Project } from '../sandbox/project.ts';

const kMusl = 'x64-musl-24';
const kBinary = 'node_modules/@otel-native/native-core/prebuilds/linuxmusl-x64';

/** As an image for Alpine that copies the `node_modules` of one for Debian. */
async function copyToMusl(setup: Setup): Promise<void> {
  const project = new Project(setup);
  project.copyApps('trace.mjs');
  await project.install('@otel-native/sdk', '@opentelemetry/api');
  if (!existsSync(project.path(kBinary))) throw new Skipped('no binaries for musl were packed');
  const { command, args } = muslNode();
  const folder = join(setup.newFolder(), 'copied');
  cpSync(project.folder, folder, { recursive: true, verbatimSymlinks: true });
  const program = [...args, '--import', '@otel-native/sdk/register', 'trace.mjs'];
  const received = await receiveFrom((env) => project.run(command, program, env, folder));
  expectSilence(received);
  expectTrace(received);
}

/** How Node is started on musl here. */
function muslNode(): { command: string; args: readonly string[] } {
  const platform = platforms.find(({ name }) => name === kMusl);
  if (platform === undefined) throw new Error(`there is no platform ${kMusl}`);
  try {
    return platform.prepare();
  } catch (error) {
    throw new Skipped(`Node for musl cannot be had: ${(error as Error).message}`);
  }
}

export const copiedChecks: readonly Check[] = [
  { name: 'node_modules copied from glibc to musl', isLong: true, run: copyToMusl },
];
