import { createHook } from 'node:async_hooks';
import type { OtlpSink } from '@otel-native/api-bridge';
import { TracerProvider } from '@otel-native/native-core';
import { MeterProvider } from '@otel-native/native-core/metrics';

const sink: OtlpSink = {
  name: 'test',
  exportOtlp: () => Promise.resolve({ status: 'ok' }),
  shutdown: () => Promise.resolve(),
};

interface Handle {
  hasRef?(): boolean;
}

test('tools that list open handles see none of ours (jest --detectOpenHandles)', async () => {
  const handles = new Map<string, Handle>();
  const hook = createHook({
    init(_id, type, _trigger, resource: Handle) {
      if (type.startsWith('otel-native')) handles.set(type, resource);
    },
  }).enable();
  const tracerProvider = new TracerProvider({ exporter: sink });
  tracerProvider.getTracer('test').startSpan('span').end();
  const meterProvider = new MeterProvider({ exporter: sink });
  meterProvider.getMeter('test').createCounter('counter').add(1);
  hook.disable();
  const held = [...handles].filter(([, handle]) => handle.hasRef?.() !== false);
  expect(held.map(([type]) => type)).toEqual([]);
  expect(handles.size).toBeGreaterThan(0);
  await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
});
