import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome, Report } from '../src/outcome.ts';
import type { Platform } from '../src/platform.ts';
import { problemsOf } from '../src/problems.ts';

const platform: Platform = {
  name: 'x64-musl-24',
  target: 'linuxmusl-x64',
  prepare: () => ({ command: 'node', args: [] }),
};

const addon = (name: string) => ({ path: `/app/${name}/prebuilds/linuxmusl-x64/${name}.node` });

const report: Report = {
  version: '24.0.0',
  contextMistakes: 0,
  contextMode: 'native-frame',
  addons: {
    core: addon('core'),
    exporter: addon('exporter'),
    metrics: addon('metrics'),
    context: addon('context'),
  },
};

const steps = Array.from({ length: 19 }, (_, i) => ({
  spanId: `step ${i}`,
  parentSpanId: 'task',
  name: 'step',
}));

const outcome: Outcome = {
  end: 0,
  lines: [],
  report,
  expectedSpans: 20,
  spans: [{ spanId: 'task', parentSpanId: '', name: 'task' }, ...steps],
  metrics: {
    'platforms.tasks': 1,
    'platforms.sizes': 0,
    'process.cpu.time': 1,
    'process.memory.usage': 1,
  },
};

function problems(changes: Partial<Outcome>, more: Partial<Platform> = {}): string[] {
  return problemsOf({ ...outcome, ...changes }, { ...platform, ...more });
}

test('all that was expected is no problem', () => {
  assert.deepEqual(problems({}), []);
});

test('a crash is told with what was printed, and alone', () => {
  const crash = { end: 'SIGSEGV', report: undefined, spans: [], lines: ['what', 'where'] };
  assert.deepEqual(problems(crash), ['ended with SIGSEGV: what | where']);
});

test('spans that are lost, twice there, or without their parent are found', () => {
  const { spans } = outcome;
  const lost = ['19 spans were received, 19 different ones, of 20'];
  assert.deepEqual(problems({ spans: spans.slice(0, -1) }), lost);
  const twice = [...spans.slice(0, -1), spans[1]!];
  assert.deepEqual(problems({ spans: twice }), [
    '20 spans were received, 19 different ones, of 20',
  ]);
  const astray = [...spans.slice(0, -1), { ...steps[18]!, parentSpanId: '' }];
  assert.deepEqual(problems({ spans: astray }), ['1 spans have another parent than their task']);
});

test('metrics that are lost are found', () => {
  const metrics = { 'platforms.sizes': 0, 'process.memory.usage': 1 };
  assert.deepEqual(problems({ metrics }), [
    'platforms.tasks is undefined',
    'the metric process.cpu.time was not received',
  ]);
});

test('an addon of another target, and one that is missing, are found', () => {
  const addons = { ...report.addons, core: { path: '/app/prebuilds/linux-x64/core.node' } };
  assert.deepEqual(problems({ report: { ...report, addons } }), [
    'core was loaded from /app/prebuilds/linux-x64/core.node',
  ]);
  const missing = { ...report.addons, context: { error: 'none' } };
  assert.deepEqual(problems({ report: { ...report, addons: missing } }), [
    'context was loaded from nowhere: none',
  ]);
  assert.deepEqual(
    problems({ report: { ...report, addons: missing } }, { missing: ['context'] }),
    [],
  );
});

test('a context that goes another way, or astray, is found', () => {
  const changed = { ...report, contextMode: 'async-local-storage', contextMistakes: 2 };
  assert.deepEqual(problems({ report: changed }), [
    '2 times another span was active',
    'the context is in async-local-storage, not native-frame',
  ]);
});

test('a line is printed where something is missing, and none elsewhere', () => {
  const lines = ['Contexts go through AsyncLocalStorage, as there is no binary'];
  assert.deepEqual(problems({ lines }), [`printed 1 lines: ${lines[0]}`]);
  assert.deepEqual(problems({ lines }, { logLevel: 'info' }), []);
  assert.deepEqual(problems({}, { logLevel: 'info' }), ['printed 0 lines: ']);
});
