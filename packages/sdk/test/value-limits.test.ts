import { logs, metrics, trace, type Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { NodeSDK, startNodeSdk, stats, type NodeSDKConfiguration } from '@otel-native/sdk';
import { resetProcess, setEnvironment } from './support/environment';
import { logsOf } from './support/logs';
import { decodeMetrics } from './support/metrics';
import { Receiver } from './support/receiver';

beforeEach(() => setEnvironment({}));
afterEach(() => {
  resetProcess();
  logs.disable();
  metrics.disable();
});

test.each<[Record<string, string>, unknown]>([
  [{ OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT: '2' }, [[null], 'cc']],
  [
    { OTEL_SPAN_ATTRIBUTE_VALUE_DEPTH_LIMIT: '1', OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT: '2' },
    [null, 'cc'],
  ],
  [{ OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT: '2' }, [[[]]]],
  [{ OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT: '3' }, [[['aa']], 'c']],
])('%j bounds one value: %j', (variables, expected) => {
  setEnvironment(variables);
  const ended: ReadableSpan[] = [];
  const processor = {
    onStart: () => undefined,
    onEnd: (span: unknown) => void ended.push(span as ReadableSpan),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  new NodeSDK({ autoDetectResources: false, spanProcessors: [processor] }).start();
  const attributes = { value: [[['aa']], 'cc'] as never };
  trace.getTracer('test').startSpan('span', { attributes }).end();
  expect(ended[0]!.attributes['value']).toEqual(expected);
});

describe('attributeLimits', () => {
  type Options = Pick<NodeSDKConfiguration, 'attributeLimits' | 'spanLimits' | 'logRecordLimits'>;

  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
    setEnvironment({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_NODE_RESOURCE_DETECTORS: 'none',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'otlp',
    });
  });
  afterEach(() => receiver.stop());

  const starts = {
    NodeSDK(options: Partial<Options>) {
      const sdk = new NodeSDK({ autoDetectResources: false, ...options });
      sdk.start();
      return sdk;
    },
    startNodeSdk: (options: Partial<Options>) =>
      startNodeSdk({ resourceDetectors: null, ...options }),
  };

  /** What each signal exports of a value of three levels, and how many values each has cut. */
  async function exported(start: keyof typeof starts, options: Partial<Options>) {
    const sdk = starts[start](options);
    const attributes = { value: [['aa', 'bb'], 'cc'] } as unknown as Attributes;
    trace.getTracer('test').startSpan('span', { attributes }).end();
    logs.getLogger('test').emit({ body: 'text', attributes });
    metrics.getMeter('test').createCounter('count').add(1, attributes);
    const { traces, logs: ofLogs, metrics: ofMetrics } = stats()!;
    const cutValues = [traces, ofLogs, ofMetrics].map((of) => of!.cutValues);
    await sdk.shutdown();
    const [span] = receiver.spans();
    const [record] = logsOf(receiver);
    const [metric] = receiver.requests
      .filter(({ path }) => path === '/v1/metrics')
      .flatMap(({ body }) => decodeMetrics(body).resourceMetrics)
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    const sum = metric!['sum'] as { dataPoints: { attributes: object[] }[] };
    return {
      values: [
        plain({ arrayValue: span!.attributes['value'] }),
        plain(record!.attributes![0]!.value),
        plain((sum.dataPoints[0]!.attributes[0] as { value: object }).value),
      ],
      cutValues,
    };
  }

  test.each(Object.keys(starts) as (keyof typeof starts)[])(
    'of %s bound the values of every signal',
    async (start) => {
      const attributeLimits = { attributeValueDepthLimit: 1 };
      expect(await exported(start, { attributeLimits })).toEqual({
        values: Array<unknown>(3).fill([null, 'cc']),
        cutValues: [1, 1, 1],
      });
    },
  );

  test.each([
    [{ attributeValueNodeLimit: 2 }, [['aa']]],
    [{ attributeValueByteLimit: 3 }, [['aa', 'b'], '']],
  ])('%j: %j', async (attributeLimits, expected) => {
    const { values } = await exported('NodeSDK', { attributeLimits });
    expect(values).toEqual([expected, expected, expected]);
  });

  test('yield to those of a signal, and win over the environment', async () => {
    process.env['OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT'] = '1';
    process.env['OTEL_SPAN_ATTRIBUTE_VALUE_DEPTH_LIMIT'] = '1';
    const { values } = await exported('NodeSDK', {
      attributeLimits: { attributeValueDepthLimit: 2, attributeValueByteLimit: 2 },
      spanLimits: { attributeValueByteLimit: 4 },
      logRecordLimits: { attributeValueDepthLimit: 1 },
    });
    expect(values).toEqual([
      [['aa', 'bb'], ''],
      [null, 'cc'],
      [['aa', ''], ''],
    ]);
  });
});

interface OtlpValue {
  readonly stringValue?: string;
  readonly arrayValue?: { readonly values: readonly OtlpValue[] };
}

/** Makes plain arrays of an OTLP value. */
function plain(value: unknown): unknown {
  const { stringValue, arrayValue } = value as OtlpValue;
  return arrayValue === undefined ? (stringValue ?? null) : arrayValue.values.map(plain);
}
