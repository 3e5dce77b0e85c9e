import { runProgram } from './support/run-program';

// Scenario: the SDK logs something about each record, through the logger whose records it gets. Guarantee: only what the
// application logs is sent, and the number of diagnostics does not grow.

test.each([
  'winston bridge',
  'winston transport',
  'winston transport, added',
  'winston transport, configured',
  'winston transport of two loggers',
  'winston child',
  'winston transport under a bridge',
  'pino bridge',
  'one pino logger',
  'bunyan bridge',
  'bunyan stream',
  'console',
])('%s: diagnostics of the SDK are printed and not sent', async (way) => {
  const { bodies, diagnostics } = await runProgram('diagnostics-loop.mjs', way);
  expect(bodies).toEqual(['first', 'second']);
  // The provider's 3 for the first record and 2 for the second, and one for the hook of each of these and of the records.
  expect(diagnostics).toBeLessThanOrEqual(12);
});
