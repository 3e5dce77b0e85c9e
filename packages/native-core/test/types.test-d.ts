/** Read by `npm run typecheck`, never run. */
import type {
  LoggerProvider as ApiLoggerProvider,
  Tracer,
  TracerProvider as ApiTracerProvider,
} from '@opentelemetry/api';
import type { NativeExporter, OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import type * as officialLogs from '@opentelemetry/sdk-logs';
import * as official from '@opentelemetry/sdk-trace';
import * as native from '@otel-native/native-core';
import type * as logs from '@otel-native/native-core/logs';
import { expectTypeOf } from 'expect-type';

// Parts of the official SDK fit here …
expectTypeOf<official.Sampler>().toExtend<native.Sampler>();
expectTypeOf<official.SamplingResult>().toExtend<native.SamplingResult>();
expectTypeOf<official.SpanProcessor>().toExtend<native.SpanProcessor>();
expectTypeOf<official.ReadableSpan>().toExtend<native.ReadableSpan>();
expectTypeOf<official.Span>().toExtend<native.Span>();
expectTypeOf<official.TimedEvent>().toExtend<native.TimedEvent>();
expectTypeOf<official.IdGenerator>().toExtend<native.IdGenerator>();
expectTypeOf<official.SpanLimits>().toExtend<native.SpanLimits>();
expectTypeOf<official.TracerProviderOptions>().toExtend<native.TracerProviderOptions>();
expectTypeOf<official.ForceFlushOptions>().toExtend<native.FlushOptions>();

// … and ours fit there.
expectTypeOf<native.Sampler>().toExtend<official.Sampler>();
expectTypeOf<native.SamplingResult>().toExtend<official.SamplingResult>();
expectTypeOf<native.SpanProcessor>().toExtend<official.SpanProcessor>();
// (With exactOptionalPropertyTypes they differ in whether the parent may be present and undefined.)
type WithoutParent<T> = Omit<T, 'parentSpanContext'>;
expectTypeOf<WithoutParent<native.ReadableSpan>>().toExtend<WithoutParent<official.ReadableSpan>>();
expectTypeOf<native.TimedEvent>().toExtend<official.TimedEvent>();
expectTypeOf<native.IdGenerator>().toExtend<official.IdGenerator>();
expectTypeOf<native.SpanLimits>().toExtend<official.SpanLimits>();
expectTypeOf<
  Omit<native.TracerProviderOptions, 'exporter' | 'batch'>
>().toExtend<official.TracerProviderOptions>();

// The classes are what they stand for.
expectTypeOf<native.TracerProvider>().toExtend<ApiTracerProvider>();
expectTypeOf<native.AlwaysOnSampler>().toExtend<official.Sampler>();
expectTypeOf<native.AlwaysOffSampler>().toExtend<official.Sampler>();
expectTypeOf<native.ParentBasedSampler>().toExtend<official.Sampler>();
expectTypeOf<native.TraceIdRatioBasedSampler>().toExtend<official.Sampler>();
expectTypeOf<native.RandomIdGenerator>().toExtend<official.IdGenerator>();

declare const provider: native.TracerProvider;
expectTypeOf(
  provider.getTracer('name', '1.0.0', { schemaUrl: 'https://example.test' }),
).toEqualTypeOf<Tracer>();
expectTypeOf(provider.forceFlush({ timeoutMillis: 1 })).toEqualTypeOf<Promise<void>>();
expectTypeOf(provider.shutdown()).toEqualTypeOf<Promise<void>>();
expectTypeOf(provider.stats()).toEqualTypeOf<PipelineStats | undefined>();
expectTypeOf(native.loadError).toEqualTypeOf<() => Error | undefined>();
expectTypeOf(native.batchOptionsFromEnvironment).toEqualTypeOf<() => native.BatchOptions>();
expectTypeOf<'ERR_OTEL_NATIVE_INVALID_OPTION'>().toExtend<native.OtelNativeErrorCode>();

declare const officialExporter: official.SpanExporter;
declare const sink: OtlpSink;
declare const nativeExporter: NativeExporter;
new native.TracerProvider();
new native.TracerProvider({
  sampler: new official.ParentBasedSampler({ root: new official.AlwaysOnSampler() }),
  idGenerator: new official.RandomIdGenerator(),
  spanLimits: { attributeCountLimit: 1 },
  spanProcessors: [new official.BatchSpanProcessor({ exporter: officialExporter })],
  exporter: sink,
  batch: { maxExportBatchSize: 1, ringBytes: 4096 },
});
new native.TracerProvider({ exporter: nativeExporter });

// @ts-expect-error an official exporter takes spans, not bytes; give it to a span processor
new native.TracerProvider({ exporter: officialExporter });
// @ts-expect-error a number of milliseconds, not a text
new native.TracerProvider({ batch: { scheduledDelayMillis: '5s' } });
// @ts-expect-error no such option
new native.TracerProvider({ batch: { maxBatch: 1 } });
// @ts-expect-error needs a root sampler
new native.ParentBasedSampler({});

// The same for logs. (With exactOptionalPropertyTypes, optional properties and accessors of records differ.)
expectTypeOf<officialLogs.LogRecordProcessor>().toExtend<logs.LogRecordProcessor>();
expectTypeOf<officialLogs.BatchLogRecordProcessor>().toExtend<logs.LogRecordProcessor>();
expectTypeOf<officialLogs.LoggerConfigurator>().toExtend<logs.LoggerConfigurator>();
expectTypeOf<officialLogs.LoggerPattern>().toExtend<logs.LoggerPattern>();
expectTypeOf<officialLogs.LogRecordLimits>().toExtend<logs.LogRecordLimits>();
expectTypeOf<officialLogs.LoggerProviderOptions>().toExtend<logs.LoggerProviderOptions>();
expectTypeOf<officialLogs.ForceFlushOptions>().toExtend<logs.ForceFlushOptions>();
expectTypeOf<logs.LogRecordProcessor>().toExtend<officialLogs.LogRecordProcessor>();
expectTypeOf<logs.LoggerConfigurator>().toExtend<officialLogs.LoggerConfigurator>();
expectTypeOf<logs.ReadableLogRecord>().toExtend<officialLogs.ReadableLogRecord>();
expectTypeOf<logs.ReadWriteLogRecord>().toExtend<logs.ReadableLogRecord>();
expectTypeOf<logs.LogRecordLimits>().toExtend<officialLogs.LogRecordLimits>();
expectTypeOf<
  Omit<logs.LoggerProviderOptions, 'exporter' | 'batch'>
>().toExtend<officialLogs.LoggerProviderOptions>();
expectTypeOf<logs.LoggerProvider>().toExtend<ApiLoggerProvider>();
expectTypeOf<typeof logs.createLoggerConfigurator>().toExtend<
  typeof officialLogs.createLoggerConfigurator
>();
