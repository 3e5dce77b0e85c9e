import type { ContextManager, TextMapPropagator } from '@opentelemetry/api';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import type {
  NodeSDKConfiguration as OfficialConfiguration,
  startNodeSdk as officialStartNodeSdk,
} from '@opentelemetry/sdk-node';
import * as sdkTrace from '@opentelemetry/sdk-trace';
import type { OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import {
  NodeSDK,
  startNodeSDK,
  startNodeSdk,
  type NodeSDKConfiguration,
  type NodeSdk,
  type OtelNativeErrorCode,
  type SpanExporter,
  type StartSdkOptions,
} from '@otel-native/sdk';
import { expectTypeOf } from 'expect-type';

const sdk = new NodeSDK();
expectTypeOf(sdk.start()).toEqualTypeOf<void>();
expectTypeOf(sdk.shutdown()).toEqualTypeOf<Promise<void>>();
expectTypeOf(sdk.stats()).toEqualTypeOf<PipelineStats | undefined>();
expectTypeOf(sdk.forceFlush({ timeoutMillis: 1 })).toEqualTypeOf<Promise<void>>();

// Objects of the official SDK are accepted.
declare const officialExporter: sdkTrace.SpanExporter;
expectTypeOf(officialExporter).toExtend<SpanExporter>();
new NodeSDK({
  traceExporter: officialExporter,
  sampler: new sdkTrace.ParentBasedSampler({ root: new sdkTrace.AlwaysOnSampler() }),
  idGenerator: new sdkTrace.RandomIdGenerator(),
  spanProcessors: [new sdkTrace.SimpleSpanProcessor({ exporter: officialExporter })],
  attributeLimits: { attributeValueDepthLimit: 8 },
  spanLimits: { attributeCountLimit: 1 },
  instrumentations: [new HttpInstrumentation(), [new HttpInstrumentation()]],
});

// Every trace option of the official configuration exists under the same name.
type TraceOption = Exclude<
  keyof OfficialConfiguration,
  'logRecordProcessors' | 'metricReaders' | 'views'
>;
expectTypeOf<TraceOption>().toExtend<keyof NodeSDKConfiguration>();
expectTypeOf<OfficialConfiguration['resource']>().toExtend<NodeSDKConfiguration['resource']>();
expectTypeOf<NodeSDKConfiguration['contextManager']>().toEqualTypeOf<ContextManager | null>();
expectTypeOf<NodeSDKConfiguration['textMapPropagator']>().toEqualTypeOf<TextMapPropagator | null>();

declare const sink: OtlpSink;
new NodeSDK({ exporter: sink, batch: { maxExportBatchSize: 1 }, plugins: [] });
// @ts-expect-error an official exporter is no native one
new NodeSDK({ exporter: officialExporter });
// @ts-expect-error unknown option
new NodeSDK({ exporters: sink });
expectTypeOf<'ERR_OTEL_NATIVE_MISSING_PACKAGE'>().toExtend<OtelNativeErrorCode>();

// The same for `startNodeSdk`.
type KeysOfEach<T> = T extends unknown ? keyof T : never;
type OfficialStartOption = KeysOfEach<NonNullable<Parameters<typeof officialStartNodeSdk>[0]>>;
type OtherSignals = 'logRecordProcessors' | 'logRecordLimits' | 'metricReaders' | 'views';
type StartOption = Exclude<OfficialStartOption, OtherSignals>;
expectTypeOf<StartOption>().toExtend<keyof StartSdkOptions>();
expectTypeOf(startNodeSdk({ resourceAttributes: {}, propagators: [] })).toEqualTypeOf<NodeSdk>();
expectTypeOf(startNodeSDK).toEqualTypeOf(startNodeSdk);
// @ts-expect-error unknown option
startNodeSdk({ serviceName: 'shop' });
