import { metrics, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import type { PluginHost, TelemetryPlugin } from '@otel-native/api-bridge';
import { NodeSDK } from '@otel-native/sdk';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

test('plug-ins start with the providers and stop before them', async () => {
  const events: string[] = [];
  let host: PluginHost | undefined;
  const plugin: TelemetryPlugin = {
    name: 'own',
    start(given) {
      host = given;
      events.push('start');
    },
    shutdown: async () => {
      await null;
      events.push('plug-in stops');
    },
  };
  const processor = new SimpleSpanProcessor({ exporter: new InMemorySpanExporter() });
  processor.shutdown = async () => void events.push('provider stops');
  const sdk = new NodeSDK({
    plugins: [plugin],
    spanProcessors: [processor],
    resource: resourceFromAttributes({ known: 1, later: Promise.resolve(2) }),
    autoDetectResources: false,
    serviceName: 'service',
  });
  sdk.start();
  expect(host).toEqual({
    tracerProvider: trace.getTracerProvider(),
    meterProvider: metrics.getMeterProvider(),
    loggerProvider: expect.anything(),
    resourceAttributes: { known: 1, 'service.name': 'service' },
  });
  await sdk.shutdown();
  expect(events).toEqual(['start', 'plug-in stops', 'provider stops']);
});

test('a plug-in that fails is logged and leaves the others alone', async () => {
  const log = collectDiagnostics();
  const broken = (what: string): TelemetryPlugin => ({
    name: what,
    start() {
      if (what === 'at start') throw new Error(what);
    },
    shutdown: () => Promise.reject(new Error(what)),
  });
  const started = jest.fn();
  const last = { name: 'last', start: started };
  const plugins = [broken('at start'), broken('at shutdown'), last];
  const sdk = new NodeSDK({ plugins, spanProcessors: [], autoDetectResources: false });
  sdk.start();
  await sdk.shutdown();
  expect(started).toHaveBeenCalledTimes(1);
  expect(log.filter((line) => line.startsWith('error'))).toEqual([
    'error: the plug-in "at start" did not start',
    'error: the plug-in "at shutdown" did not shut down',
  ]);
});
