import { diag } from '@opentelemetry/api';
import { differences } from './metrics/differences';
import { startNative, startOfficial, type MetricSdk } from './metrics/sdks';
import type { DecodedMetric, DecodedPoint } from './support/decode-metrics';
import type { DecodedValue } from './support/decode-otlp';
import { collectDiagnostics } from './support/diagnostics';

// What is meant to differ from the official metrics SDK does, and as it is meant to.

afterEach(() => diag.disable());

test.each(differences)('$name', async ({ settings = {}, record, official, native }) => {
  collectDiagnostics();
  for (const [sdk, lines] of [
    [startOfficial(settings), official],
    [startNative(settings), native],
  ] as const) {
    expect({ [sdk.name]: await lastCollection(sdk, record) }).toEqual({ [sdk.name]: lines });
  }
});

async function lastCollection(
  sdk: MetricSdk,
  record: (typeof differences)[number]['record'],
): Promise<string[]> {
  const { provider } = sdk;
  const collect = async () => void (await sdk.collect());
  try {
    await record({ provider, meter: provider.getMeter('scope'), collect });
    return (await sdk.collect()).flatMap(linesOf).sort();
  } finally {
    await sdk.shutdown();
  }
}

function linesOf({ name, points }: DecodedMetric): string[] {
  return points.map((point) => {
    const attributes = point.attributes.map(([key, value]) => [key, plain(value)]);
    return `${name} ${JSON.stringify(Object.fromEntries(attributes))} ${textOf(point)}`;
  });
}

function plain(value: DecodedValue): unknown {
  return value === 'empty' ? null : 'int' in value ? Number(value.int) : Object.values(value)[0];
}

function textOf({ asInt, asDouble, count, scale, min, max }: DecodedPoint): string {
  if (count === undefined) return String(asInt ?? asDouble);
  const ofScale = scale === undefined ? '' : ` scale ${String(scale)}`;
  const ofRange =
    Number(count) > 0 || min === undefined ? '' : ` from ${String(min)} to ${String(max)}`;
  return `count ${String(count)}${ofScale}${ofRange}`;
}
