import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const run = (app: string) =>
  runChild([app], { env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint } });

test('CommonJS: 200 spans and process.exit()', async () => {
  expect(await run('node-sdk.cjs')).toMatchObject({ code: 0, stderr: '' });
  expect(receiver.spans()).toHaveLength(200);
  expect(receiver.spans()[0]!.resource).toMatchObject({ 'service.name': 'own-start' });
});

test('ES module: shutdown() sends everything', async () => {
  const { code, stdout, stderr } = await run('node-sdk.mjs');
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ ended: 200, exported: 200, queued: 0 });
  expect(receiver.spans()).toHaveLength(200);
});
