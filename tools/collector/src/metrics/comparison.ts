import type { Checks } from '../comparison/compare.ts';
import { attributes, metricCases, type MetricCase, type TemporalityName } from './cases.ts';

export const kService = 'metrics';
/** Its version is the temporality that the program was told. */
export const kScope = { name: 'metrics-by-hand', schemaUrl: 'https://example.test/metrics' };

/** OTLP/JSON as the Collector writes it. */
interface JsonData {
  readonly dataPoints?: readonly JsonPoint[];
  readonly aggregationTemporality?: number;
  readonly isMonotonic?: boolean;
}

type JsonPoint = Readonly<Record<string, unknown>> & {
  readonly attributes?: unknown;
  readonly startTimeUnixNano?: string;
  readonly timeUnixNano?: string;
};

interface JsonMetric extends Partial<Record<MetricCase['expected']['data'], JsonData>> {
  readonly name: string;
  readonly unit?: string;
  readonly description?: string;
}

interface JsonRequest {
  readonly resourceMetrics?: readonly {
    readonly resource?: { readonly attributes?: readonly { readonly value?: object }[] };
    readonly scopeMetrics?: readonly {
      readonly scope?: { readonly name?: string; readonly version?: string };
      readonly schemaUrl?: string;
      readonly metrics?: readonly JsonMetric[];
    }[];
  }[];
}

/** A metric of the Collector's file. */
interface CollectedMetric {
  readonly metric: JsonMetric;
  readonly scope: typeof kScope & { readonly version: string };
}

/** The metrics by hand, in the order in which they came. */
export function collectedMetrics(line: string): CollectedMetric[] {
  const { resourceMetrics = [] } = JSON.parse(line) as JsonRequest;
  return resourceMetrics.flatMap(({ scopeMetrics = [] }) =>
    scopeMetrics
      .filter(({ scope }) => scope?.name === kScope.name)
      .flatMap(({ scope, schemaUrl = '', metrics = [] }) =>
        metrics.map((metric) => ({
          metric,
          scope: { name: scope?.name ?? '', version: scope?.version ?? '', schemaUrl },
        })),
      ),
  );
}

const temporalityNumbers: Readonly<Record<TemporalityName, number>> = { delta: 1, cumulative: 2 };

/**
 * Compares what came of one program: the second export of each metric is told of in {@link metricCases}. What is cumulative or observed is
 * exported once more when the process ends.
 */
export function compareMetrics(
  temporality: TemporalityName,
  collected: readonly CollectedMetric[],
  checks: Checks,
): void {
  for (const wanted of metricCases) {
    const label = `${wanted.name}, ${temporality}`;
    const found = collected.filter(
      ({ metric, scope }) => metric.name === wanted.name && scope.version === temporality,
    );
    checks.equal(`${label}: came twice at least`, true, found.length >= 2);
    if (found[1] !== undefined) compareMetric(label, temporality, wanted, found[1], checks);
  }
}

function compareMetric(
  label: string,
  temporality: TemporalityName,
  { options, expected }: MetricCase,
  { metric, scope }: CollectedMetric,
  checks: Checks,
): void {
  checks.equal(`${label}: unit`, options.unit ?? '', metric.unit ?? '');
  checks.equal(`${label}: description`, options.description ?? '', metric.description ?? '');
  checks.equal(`${label}: scope`, { ...kScope, version: temporality }, scope);
  const data = metric[expected.data];
  checks.equal(`${label} is a ${expected.data}`, true, data !== undefined);
  if (data === undefined) return;
  checks.equal(`${label}: monotonic`, expected.isMonotonic ?? false, data.isMonotonic ?? false);
  const sent = expected.alwaysCumulative ? 'cumulative' : temporality;
  const wantedTemporality = expected.data === 'gauge' ? 0 : temporalityNumbers[sent];
  checks.equal(`${label}: temporality`, wantedTemporality, data.aggregationTemporality ?? 0);
  checks.equal(`${label}: points`, 1, data.dataPoints?.length);
  const { attributes: labels, startTimeUnixNano, timeUnixNano, ...values } = data.dataPoints![0]!;
  checks.equal(`${label}: attributes`, wantedAttributes, sortedAttributes(labels));
  checks.equal(`${label}: point`, expected.point[temporality], withoutEmpty(values));
  checks.equal(
    `${label}: times`,
    true,
    BigInt(startTimeUnixNano ?? 0) <= BigInt(timeUnixNano ?? 0) && timeUnixNano !== undefined,
  );
}

const wantedAttributes = sortedAttributes([
  { key: 'route', value: { stringValue: attributes['route'] } },
  { key: 'code', value: { intValue: String(attributes['code']) } },
  { key: 'cached', value: { boolValue: attributes['cached'] } },
]);

function sortedAttributes(list: unknown): unknown {
  return (list as { key: string }[]).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Buckets that there are none of are an empty object, or nothing. */
function withoutEmpty(values: Readonly<Record<string, unknown>>): object {
  const isEmpty = (value: unknown) =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}
