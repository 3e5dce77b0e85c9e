/** Compiles the exporter's addon for the folder of the workspace that this file is in, and prints the binary's hash. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jobsFor } from '../../src/addons.ts';
import { compile } from '../../src/compile.ts';
import { root } from '../../src/places.ts';
import { targetsNamed } from '../../src/targets.ts';

const job = jobsFor(targetsNamed(['linux-x64'])).find(
  ({ addon }) => addon.folder === 'exporter-otlp-local',
)!;
const output = join(root, 'temp', String(process.pid), 'addon.node');
await compile(job, output);
console.log(createHash('sha256').update(readFileSync(output)).digest('hex'));
rmSync(dirname(output), { recursive: true });
