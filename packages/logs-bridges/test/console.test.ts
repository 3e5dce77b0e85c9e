import { ConsoleBridge } from '@otel-native/logs-bridges/console';
import { runProgram } from './support/run-program';

const kProgram = 'console-calls.mjs';

test('sends what the official instrumentation sends', async () => {
  const [ours, theirs] = await Promise.all([
    runProgram(kProgram, 'native'),
    runProgram(kProgram, 'official'),
  ]);
  const withoutScope = ({ records }: typeof ours) =>
    records.map(({ scope: _scope, ...record }) => record);
  expect(ours.records).toHaveLength(10);
  expect(withoutScope(ours)).toEqual(withoutScope(theirs));
  expect(ours.records[0]).toMatchObject({
    body: 'order 7 placed { items: 3 }',
    severityNumber: 9,
    severityText: 'info',
    spanId: 'b7ad6b7169203331',
    scope: '@otel-native/logs-bridges/console',
  });
});

test.each(['both', 'both, official last'])(
  'leaves the console to the official instrumentation: %s',
  async (way) => {
    const { records, diagnostics } = await runProgram(kProgram, way);
    expect(records).toHaveLength(10);
    expect(new Set(records.map(({ scope }) => scope))).toEqual(
      new Set(['@opentelemetry/instrumentation-console']),
    );
    expect(diagnostics).toEqual([
      '@opentelemetry/instrumentation-console already sends what the console prints; this bridge leaves it to that',
    ]);
  },
);

test('logSeverity leaves out what is less important', async () => {
  const { records } = await runProgram(kProgram, 'severity');
  expect(records.map(({ severityText }) => severityText)).toEqual(['warn', 'error', 'warn']);
});

test('a bridge that is disabled sends nothing, and restores the console', async () => {
  const { records, isRestored } = await runProgram(kProgram, 'disable');
  expect(records.map(({ body }) => body)).toEqual(['one', 'four']);
  expect(isRestored).toBe(true);
});

test('what OpenTelemetry itself prints is not sent', async () => {
  const { records } = await runProgram(kProgram, 'own');
  expect(records.map(({ body }) => body)).toEqual(['first', 'second', 'third']);
});

test('values that print while they are formatted do no harm', async () => {
  const { records } = await runProgram(kProgram, 'hostile');
  expect(records.map(({ body }) => body)).toContain('after');
  expect(records.length).toBeLessThan(10);
});

test('a wrong option is an error with a code', () => {
  expect(() => new ConsoleBridge({ logSeverity: 'all' as never })).toThrow(
    expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
  );
});
