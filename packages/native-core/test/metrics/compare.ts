import { diag, type Meter, type MeterProvider } from '@opentelemetry/api';
import { collectDiagnostics } from '../support/diagnostics';
import { CollectionTimes } from './collection-times';
import { normalise } from './normalise';
import { startNative, startOfficial, type MetricSdk, type MetricSettings } from './sdks';

/** Calls to make through either SDK. */
export interface MetricCase {
  readonly name: string;
  readonly settings?: MetricSettings;
  /** What it returns is compared as well. After it, there is one more collection. */
  record(tools: MetricTools): unknown;
}

export interface MetricTools {
  readonly provider: MeterProvider;
  readonly meter: Meter;
  /** Collects and exports what there is; compared in the end. */
  collect(): Promise<void>;
}

/** What came of a case. */
export interface MetricOutcome {
  /** By collection, what was exported. */
  readonly collections: object[][];
  readonly returned: unknown;
  /** Whether there was a warning or an error: what it says is each SDK's own. */
  readonly warned: boolean;
}

export async function expectSameMetrics(testCase: MetricCase): Promise<void> {
  const ours = await play(testCase, startNative(testCase.settings ?? {}));
  const theirs = await play(testCase, startOfficial(testCase.settings ?? {}));
  expect(ours).toEqual(theirs);
}

async function play(testCase: MetricCase, sdk: MetricSdk): Promise<MetricOutcome> {
  const times = new CollectionTimes();
  const found: Awaited<ReturnType<MetricSdk['collect']>>[] = [];
  const collect = async () => {
    found.push(await times.during(() => sdk.collect()));
  };
  const logged = collectDiagnostics();
  const meter = sdk.provider.getMeter('scope', '1.2.3', {
    schemaUrl: 'https://example.test/scope',
  });
  try {
    const returned = await testCase.record({ provider: sdk.provider, meter, collect });
    await collect();
    return {
      collections: found.map((metrics) => normalise(metrics, times)),
      returned,
      warned: logged.length > 0,
    };
  } finally {
    await sdk.shutdown();
    diag.disable();
  }
}
