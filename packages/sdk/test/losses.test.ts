import { trace } from '@opentelemetry/api';
import type { Loss } from '@otel-native/api-bridge';
import { NodeSDK } from '@otel-native/sdk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';
import { Receiver, type Answer } from './support/receiver';
import { runChild, type ChildOptions } from './support/run-child';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

/** `partial_success`: two spans rejected, "over quota". */
const kPartialSuccess = Buffer.concat([
  Buffer.from([0x0a, 14, 0x08, 2, 0x12, 10]),
  Buffer.from('over quota'),
]);

const answers: [string, Answer, RegExp][] = [
  ['400', { status: 400 }, /3 spans were not accepted and are lost; .*HTTP 400/],
  ['401', { status: 401 }, /HTTP 401.*Check the credentials in OTEL_EXPORTER_OTLP_HEADERS/],
  ['404', { status: 404 }, /HTTP 404/],
  ['302', { status: 302 }, /HTTP 302/],
  ['a partial success', { status: 200, body: kPartialSuccess }, /rejected 2 spans; .*over quota/],
];

describe.each(['normal', 'exit', 'wait'])(
  'what the last flush loses is told once: %s',
  (ending) => {
    test.each(answers)('%s', async (_name, answer, line) => {
      receiver.answers.push(answer);
      const whenReady: ChildOptions['whenReady'] = (child) => child.kill('SIGTERM');
      const { stderr } = await runChild(
        ['--import', '@otel-native/sdk/register', 'spans.cjs', ending],
        { env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint }, whenReady },
      );
      expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(line)]);
      expect(stderr).toMatch(/^otel-native warn: /);
    });
  },
);

test('OTEL_LOG_LEVEL=none says nothing of losses', async () => {
  receiver.answers.push({ status: 400 });
  const { stderr } = await runChild(
    ['--import', '@otel-native/sdk/register', 'spans.cjs', 'exit'],
    {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_LOG_LEVEL: 'none' },
    },
  );
  expect(stderr).toBe('');
});

describe('in one process', () => {
  afterEach(resetProcess);

  function endSpan() {
    trace.getTracer('test').startSpan('span').end();
  }

  test('onLoss hears of each loss', async () => {
    setEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
    collectDiagnostics();
    const losses: Loss[] = [];
    const sdk = new NodeSDK({ autoDetectResources: false, onLoss: (loss) => losses.push(loss) });
    sdk.start();
    for (let i = 0; i < 2; i++) {
      receiver.answers.push({ status: 400 });
      endSpan();
      await expect(sdk.forceFlush()).rejects.toBeDefined();
    }
    await sdk.shutdown();
    const loss = { signal: 'traces', cause: 'exportFailed', count: 1 };
    const message = expect.stringContaining('HTTP 400') as string;
    expect(losses).toEqual([
      { ...loss, message },
      { ...loss, message },
    ]);
  });

  test('an outage is told as it begins and as it ends', async () => {
    setEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
    const lines = collectDiagnostics();
    const answer = { status: 503, headers: { 'retry-after': '1' } };
    receiver.answers.push(answer, answer);
    const sdk = new NodeSDK({ autoDetectResources: false, batch: { scheduledDelayMillis: 10 } });
    sdk.start();
    endSpan();
    const warnings = () => lines.filter((line) => line.startsWith('warn'));
    while (warnings().length < 2) await nextTurn();
    await sdk.shutdown();
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^warn: The receiver takes no spans; 1 wait and are tried again: .*HTTP 503/,
      ),
      expect.stringMatching(/^warn: The receiver takes spans again, after \d+ s$/),
    ]);
  });
});
