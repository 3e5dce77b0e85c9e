import type { Tracer, TracerProvider as ApiTracerProvider } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import * as official from '@opentelemetry/sdk-trace';
import * as native from '@otel-native/native-core';
import { CollectingSink } from './collecting-sink';
import { CountingIds } from './counting-ids';
import { decodeSpans, type DecodedSpan } from './decode-otlp';
import { StoppedClock } from './clock';
import { viewOf } from './span-view';
import { withoutIds } from './without-ids';

/** Calls to make through either SDK. */
export interface Case {
  readonly name: string;
  readonly options?: Pick<native.TracerProviderOptions, 'sampler' | 'spanLimits' | 'resource'>;
  /** What it returns is compared as well. */
  record(tools: Tools): unknown;
}

export interface Tools {
  readonly provider: ApiTracerProvider;
  readonly tracer: Tracer;
  readonly clock: StoppedClock;
}

/** What came of a case. */
export interface Outcome {
  readonly spans: DecodedSpan[];
  /** Each span as a processor sees it after its end. */
  readonly views: object[];
  readonly observed: unknown;
}

interface Ways {
  /** Ids that count up, so that they can be compared; else random ones, which become `id 1`, `id 2` … in the outcome. */
  readonly fixedIds: boolean;
  /** Whether processors look at the spans; without them ours go a shorter way. */
  readonly views: boolean;
}

export async function recordOfficial(testCase: Case, ways: Ways): Promise<Outcome> {
  const exporter = new official.InMemorySpanExporter();
  const views: object[] = [];
  const provider = new official.TracerProvider({
    ...commonOptions(testCase, ways),
    spanProcessors: [
      ...(ways.views ? [viewer(views)] : []),
      new official.SimpleSpanProcessor({ exporter }),
    ],
  });
  const observed = recordCalls(testCase, provider);
  await provider.forceFlush();
  const spans = exporter.getFinishedSpans();
  const bytes = spans.length === 0 ? undefined : ProtobufTraceSerializer.serializeRequest(spans);
  await provider.shutdown();
  return outcome({ spans: bytes === undefined ? [] : decodeSpans(bytes), views, observed }, ways);
}

export async function recordNative(testCase: Case, ways: Ways): Promise<Outcome> {
  const sink = new CollectingSink();
  const views: object[] = [];
  const provider = new native.TracerProvider({
    ...commonOptions(testCase, ways),
    spanProcessors: ways.views ? [viewer(views)] : [],
    exporter: sink,
  });
  const observed = recordCalls(testCase, provider);
  await provider.shutdown();
  return outcome({ spans: sink.spans(), views, observed }, ways);
}

/** What a case without a resource of its own has. */
const resource: Resource = resourceFromAttributes(
  { 'service.name': 'differential', 'host.tags': ['a', 'b'], 'process.pid': 1 },
  { schemaUrl: 'https://example.test/resource' },
);

function commonOptions(testCase: Case, ways: Ways) {
  return {
    resource,
    ...testCase.options,
    ...(ways.fixedIds && { idGenerator: new CountingIds() }),
  };
}

function recordCalls(testCase: Case, provider: ApiTracerProvider): unknown {
  const clock = new StoppedClock();
  const tracer = provider.getTracer('scope', '1.2.3', { schemaUrl: 'https://example.test/scope' });
  return clock.during(() => testCase.record({ provider, tracer, clock }));
}

function viewer(views: object[]): native.SpanProcessor {
  return {
    onStart() {},
    onEnd: (span) => void views.push(viewOf(span)),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

function outcome(found: Outcome, { fixedIds }: Ways): Outcome {
  return fixedIds ? found : (withoutIds(found) as Outcome);
}
