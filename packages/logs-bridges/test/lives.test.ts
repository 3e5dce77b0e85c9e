import { runProgram } from './support/run-program';

// Scenario: an application has several threads, several copies of this package, or one provider after the other. Guarantee: each
// record reaches the provider of its thread and time, once.

describe.each([
  'pino bridge',
  'one pino logger',
  'winston bridge',
  'winston transport',
  'bunyan bridge',
  'bunyan stream',
  'console',
])('%s', (way) => {
  test('follows the provider that is registered, after the end of the one before', async () => {
    const { sent } = await runProgram('lives.mjs', 'swap', way);
    expect(sent).toEqual([
      ['text-first-a', 'text-first-b'],
      ['text-second-a', 'text-second-b'],
      ['text-third-a', 'text-third-b'],
    ]);
  });

  test('follows a provider that is replaced in the middle of a task', async () => {
    const { sent } = await runProgram('lives.mjs', 'swap in a task', way);
    expect(sent).toEqual([['text-first'], ['text-second']]);
  });

  test('two copies of the package send a record once', async () => {
    const { sent } = await runProgram('lives.mjs', 'copies', way);
    expect(sent).toEqual([['text-one', 'text-two']]);
  });

  test('each thread sends its own records', async () => {
    const { sent } = await runProgram('lives.mjs', 'workers', way);
    const ofWorkers = [0, 1, 2, 3].map((id) => [0, 1, 2].map((i) => `text-worker-${id}-${i}`));
    expect(sent).toEqual([['text-main'], ...ofWorkers]);
  });
});
