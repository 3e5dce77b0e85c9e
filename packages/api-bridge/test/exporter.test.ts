import { isNativeExporter, type NativeExporter, type OtlpSink } from '@otel-native/api-bridge';

test('an exporter is native when it has a native handle', () => {
  const native: NativeExporter = { name: 'n', nativeHandle: {}, shutdown: async () => undefined };
  const sink: OtlpSink = {
    name: 's',
    exportOtlp: async () => ({ status: 'ok' }),
    shutdown: async () => undefined,
  };
  expect([isNativeExporter(native), isNativeExporter(sink)]).toEqual([true, false]);
});
