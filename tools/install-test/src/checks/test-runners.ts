import { expectNative, receiveFrom } from '../expect/received.ts';
import { expectTrace } from '../expect/app-trace.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';

/** A test that records spans runs, its runner ends by itself, and the spans arrived. */
async function runTests(
  setup: Setup,
  file: string,
  args: readonly string[],
  runner?: 'jest' | 'vitest',
): Promise<void> {
  const project = new Project(setup);
  project.copyApps(`runners/${file}`);
  const specs = runner === undefined ? [] : [specOf(setup, runner)];
  await project.install('@otel-native/sdk', '@opentelemetry/api', ...specs);
  const received = await receiveFrom((env) => project.node(args, env));
  expectNative(received);
  expectTrace(received);
}

const kJest = ['node_modules/jest/bin/jest.js', '--ci', '--testMatch=**/*.test.cjs'];
const kVitest = ['node_modules/vitest/vitest.mjs', 'run'];
const kNodeTest = ['--test', 'runners/node.test.mjs'];

export const testRunnerChecks: readonly Check[] = [
  { name: 'Jest', isLong: true, run: (setup) => runTests(setup, 'jest.test.cjs', kJest, 'jest') },
  {
    name: 'Vitest',
    isLong: true,
    run: (setup) => runTests(setup, 'vitest.test.mjs', kVitest, 'vitest'),
  },
  {
    name: 'node --test',
    run: (setup) => runTests(setup, 'node.test.mjs', kNodeTest),
  },
];
