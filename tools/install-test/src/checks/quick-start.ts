import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { repositoryFolder } from 'pack/folders';
import { commandsOf, readQuickStart, type Step } from '../quick-start/read-quick-start.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { Project } from '../sandbox/project.ts';
import type { Server } from '../sandbox/server.ts';

/** The port of OTLP over HTTP, on which the quick start relies. */
const kPort = 4318;
/** The command of the quick start that runs until it is stopped. */
const kReceive = 'npx @otel-native/sdk receive';

/** Types what the README says, line by line, and sees the trace in the first terminal. */
async function followQuickStart(setup: Setup): Promise<void> {
  assert.ok(!(await isTaken(kPort)), `port ${kPort} is in use`);
  const steps = readQuickStart(readFileSync(join(repositoryFolder, 'README.md'), 'utf8'));
  const project = new Project(setup, { hasManifest: false });
  const terminals: Server[] = [];
  try {
    for (const step of steps) terminals.push(...(await takeStep(project, step)));
    const [receiver] = terminals;
    assert.ok(receiver !== undefined, `no step of the README says ${kReceive}`);
    await receiver.printed(/make tea.*kitchen\n└─ boil water.*kitchen\n/);
  } finally {
    for (const terminal of terminals) await terminal.stop('SIGINT');
  }
}

/** Returns what was started and goes on. */
async function takeStep(project: Project, step: Step): Promise<Server[]> {
  const commands = commandsOf(step);
  if (commands === undefined) project.write(step.name, step.text);
  const started: Server[] = [];
  for (const command of commands ?? []) {
    if (command !== kReceive) {
      await project.manage('sh', ['-c', command]);
      continue;
    }
    const server = project.start('sh', ['-c', `exec ${command}`]);
    started.push(server);
    await server.printed(/Listening on/);
  }
  return started;
}

async function isTaken(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
}

export const quickStartChecks: readonly Check[] = [
  { name: "the README's quick start, line by line", run: followQuickStart },
];
