import assert from 'node:assert/strict';
import type { Project } from '../sandbox/project.ts';
import { expectSilence, receiveFrom, type Received } from './received.ts';
import { traceOutline } from './trace-outline.ts';

/** What `apps/trace.mjs` records. */
export const kAppTrace = 'install-test: parent\n  install-test: child';

/** Runs `apps/trace.mjs` under the preload and sees its trace at a receiver. Nothing is printed. */
export async function expectAppTrace(
  project: Project,
  args: readonly string[] = [],
): Promise<Received> {
  const program = ['--import', '@otel-native/sdk/register', 'trace.mjs'];
  const received = await receiveFrom((env) => project.node([...args, ...program], env));
  expectSilence(received);
  expectTrace(received);
  return received;
}

export function expectTrace({ spans }: Received): void {
  assert.equal(traceOutline(spans), kAppTrace);
  for (const { resource } of spans) {
    assert.equal(resource.attributes['service.name'], 'install-test');
  }
}
