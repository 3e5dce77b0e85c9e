import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OtlpReceiver, type ReceivedSpan } from 'otlp-receiver';

import { sendChats } from '../src/demo/load.ts';
import type { Measurement } from '../src/demo/probe.ts';
import { startService, startUpstream, telemetryFile, type Variant } from '../src/demo/processes.ts';

async function runService(
  variant: Variant,
  env: Record<string, string> = {},
): Promise<[Measurement, OtlpReceiver]> {
  await using cleanup = new AsyncDisposableStack();
  const receiver = await OtlpReceiver.start();
  cleanup.defer(() => receiver.close());
  const upstream = await startUpstream();
  cleanup.defer(() => upstream.stop());
  const service = await startService({
    telemetry: telemetryFile(variant),
    modelUrl: upstream.url,
    otlpEndpoint: receiver.url,
    env,
  });
  cleanup.defer(() => service.stop());
  await sendChats(service.url, { requests: 3, concurrency: 2 });
  const bad = await fetch(`${service.url}/chat`, { method: 'POST' });
  assert.equal(bad.status, 400);
  await upstream.stop();
  await assert.rejects(sendChats(service.url, { requests: 1, concurrency: 1 }), /502/);
  return [await service.ask<Measurement>('finish'), receiver];
}

/** What identifies a span among those of a request, its parent's name included. */
function outline(spans: readonly ReceivedSpan[]): string[] {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  return spans
    .map(({ name, kind, parentSpanId, status }) =>
      [names.get(parentSpanId) ?? '', name, kind, status.code].join(' > '),
    )
    .sort();
}

test('answers without telemetry', async () => {
  const [{ spans }, receiver] = await runService('none');
  assert.equal(spans, undefined);
  assert.equal(receiver.counts().spans, 0);
});

test('makes the same spans with both SDKs', async () => {
  const outlines = new Map<Variant, string[]>();
  for (const variant of ['official', 'native'] as const) {
    const [{ spans }, receiver] = await runService(variant);
    assert.equal(spans?.ended, receiver.counts().spans, variant);
    outlines.set(variant, outline(receiver.spans));
  }
  const native = outlines.get('native') ?? [];
  assert.deepEqual(native, outlines.get('official'));
  const expected = [
    'request handler > invoke_agent weather-agent > 1 > 0',
    'invoke_agent weather-agent > chat small-chat-1 > 3 > 0',
    'invoke_agent weather-agent > chat small-chat-1 > 3 > 2',
    'invoke_agent weather-agent > execute_tool get_weather > 1 > 0',
    'chat small-chat-1 > POST > 3 > 0',
    ' > POST /chat > 2 > 0',
  ];
  for (const line of expected) assert.ok(native.includes(line), `${line} in\n${native.join('\n')}`);
});

test('calls of the model say what they were asked and answered', async () => {
  const [, { spans }] = await runService('native');
  const answered = spans.filter(({ name, status }) => name.startsWith('chat') && status.code === 0);
  assert.ok(answered.length > 0);
  for (const { attributes } of answered) {
    assert.equal(attributes['gen_ai.request.stream'], true);
    assert.ok(Number(attributes['gen_ai.response.time_to_first_chunk']) > 0);
    const messages = attributes['gen_ai.input.messages'] as { role: string }[];
    assert.deepEqual(
      messages.slice(0, 2).map(({ role }) => role),
      ['system', 'user'],
    );
    assert.ok(Array.isArray(attributes['gen_ai.output.messages']));
  }
});

test('log records belong to their spans, with both SDKs', async () => {
  for (const variant of ['official', 'native'] as const) {
    const [, { spans, logs }] = await runService(variant, { OTEL_LOGS_EXPORTER: 'otlp' });
    const nameOf = new Map(spans.map(({ spanId, name }) => [spanId, name]));
    const lookUps = logs.filter(({ body }) => body === 'looked up the weather');
    assert.equal(lookUps.length, 3, variant);
    for (const log of lookUps) {
      assert.equal(nameOf.get(log.spanId), 'execute_tool get_weather', variant);
      assert.equal(log.attributes['known'], true, variant);
    }
    const [failure] = logs.filter(({ severityText }) => severityText === 'ERROR');
    assert.equal(failure?.attributes['exception.type'], 'TypeError', variant);
    assert.ok(
      spans.some(({ traceId }) => traceId === failure?.traceId),
      variant,
    );
  }
});
