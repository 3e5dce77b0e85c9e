import { NodeSDK, type NodeSDKConfiguration } from '@otel-native/sdk';
import { temporaryFolder } from 'test-support/temporary-folder';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';

// Scenario: an object in the options of NodeSDK has a name that it may not have, or an invalid value. Guarantee: the name is
// reported once, with its place and the name that was meant, and the value is an error, also if the signal is not exported.

afterEach(resetProcess);

const directory = temporaryFolder();
const aggregated = (aggregation: object) => ({ views: [{ instrumentName: 'a', aggregation }] });

const places: [place: string, known: string, (options: object) => object][] = [
  ['attributeLimits', 'attributeValueByteLimit', (attributeLimits) => ({ attributeLimits })],
  ['batch', 'maxQueueSize', (batch) => ({ batch })],
  ['logRecordLimits', 'attributeCountLimit', (logRecordLimits) => ({ logRecordLimits })],
  ['spanLimits', 'linkCountLimit', (spanLimits) => ({ spanLimits })],
  ['spool', 'maxAgeMillis', (spool) => ({ spool: { directory, ...spool } })],
  ['views[0]', 'meterName', (view) => ({ views: [{ instrumentName: 'a', ...view }] })],
  ['views[0].aggregation', 'options', (options) => aggregated({ type: 1, ...options })],
  ['views[0].aggregation.options', 'recordMinMax', (options) => aggregated({ type: 5, options })],
];

const make = (options: object) =>
  new NodeSDK({ autoDetectResources: false, ...options } as Partial<NodeSDKConfiguration>);

describe.each(['otlp', 'none'])('with the exporters %s', (name) => {
  beforeEach(() =>
    setEnvironment({
      OTEL_TRACES_EXPORTER: name,
      OTEL_METRICS_EXPORTER: name,
      OTEL_LOGS_EXPORTER: name,
    }),
  );

  test.each(places)(
    '%s: a name that is not known is a warning',
    async (place, known, optionsOf) => {
      const log = collectDiagnostics();
      const sdk = make(optionsOf({ [`${known}s`]: 1, unheardOf: 1 }));
      sdk.start();
      await sdk.shutdown();
      expect(log.filter((line) => line.includes('unknown option'))).toEqual([
        `warn: unknown option ${place}.${known}s: did you mean ${place}.${known}?`,
        `warn: unknown option ${place}.unheardOf: it has no effect`,
      ]);
    },
  );

  test.each(places)('%s: an invalid value is an error', (place, known, optionsOf) => {
    expect(() => make(optionsOf({ [known]: Symbol('wrong') }))).toThrow(
      expect.objectContaining({
        code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
        message: expect.stringContaining(`${place}.${known} is Symbol(wrong): expected `),
      }),
    );
  });
});
