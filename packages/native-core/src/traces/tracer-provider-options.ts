import type { MeterProvider } from '@opentelemetry/api';
import type { LossListener, NativeExporter, OtlpSink, Resource } from '@otel-native/api-bridge';
import { kinds, readOptions, type OptionTable } from 'option-check';
import { batchKinds, type BatchOptions } from '../pipeline/batch-options';
import { exporterKind, resourceKind } from '../pipeline/option-kinds';
import type { SpanProcessor } from './processing/span-processor';
import type { Sampler } from './sampling/sampler';
import type { IdGenerator } from '../values/ids';
import type { SpanLimits } from './span/readable-span';
import { defaultValueLimits, resolveValueLimits, valueLimitKinds } from '../record/value-limits';
import { spoolKinds, type SpoolOptions } from '../pipeline/spool/spool-options';

/** The options of `@opentelemetry/sdk-trace`'s provider, with an exporter and its batching. */
export interface TracerProviderOptions {
  /** Default: parent-based, every root span sampled. */
  sampler?: Sampler;
  spanLimits?: SpanLimits;
  /** Default: `defaultResource()` of `@opentelemetry/resources`. */
  resource?: Resource;
  /** Default: random ids. */
  idGenerator?: IdGenerator;
  /** Processors that see every recording span, beside the exporter. Default: none. */
  spanProcessors?: SpanProcessor[];
  /** Where the provider's own metrics go: `otel.sdk.span.*`, `.processor.span.*`, `.exporter.span.*`. Default: nowhere. */
  meterProvider?: MeterProvider;
  /** Where sampled spans go. Default: nowhere; then the native addon is not needed. */
  exporter?: NativeExporter | OtlpSink;
  batch?: BatchOptions;
  /**
   * Whether spans that are still open when the process exits are ended then and exported, with the attribute
   * `otel_native.unfinished` set to true. Only the 10,000 started last are remembered; ones that are never ended stay in
   * memory as long as they are among those. Default: false.
   */
  exportOpenSpansAtExit?: boolean;
  /** Keeps spans in a folder until the exporter answered for them. Default: as `OTEL_NATIVE_SPOOL_DIR` says, else none. */
  spool?: SpoolOptions;
  /** Called for each loss, with signal, cause, count and message. Default: none; the first loss of each cause is logged. */
  onLoss?: LossListener;
}

const defaultLimits: Required<SpanLimits> = {
  attributeCountLimit: 128,
  attributeValueLengthLimit: Infinity,
  eventCountLimit: 128,
  linkCountLimit: 128,
  attributePerEventCountLimit: 128,
  attributePerLinkCountLimit: 128,
  ...defaultValueLimits,
};

const limit = kinds.orNull(kinds.number({ from: 0, isInfinite: true }));

export const spanLimitKinds = {
  attributeCountLimit: limit,
  attributeValueLengthLimit: limit,
  eventCountLimit: limit,
  linkCountLimit: limit,
  attributePerEventCountLimit: limit,
  attributePerLinkCountLimit: limit,
  ...valueLimitKinds,
} as const satisfies OptionTable<SpanLimits>;

export const processorKind = kinds.withMethods('a SpanProcessor', 'onStart', 'onEnd');
export const samplerKind = kinds.withMethods(
  'a Sampler, such as new AlwaysOnSampler()',
  'shouldSample',
);
export const idGeneratorKind = kinds.withMethods(
  'an IdGenerator',
  'generateTraceId',
  'generateSpanId',
);

const providerKinds = {
  sampler: samplerKind,
  spanLimits: kinds.nested(spanLimitKinds),
  resource: resourceKind,
  idGenerator: idGeneratorKind,
  spanProcessors: kinds.list(processorKind),
  meterProvider: kinds.withMethods('a MeterProvider', 'getMeter'),
  exporter: exporterKind,
  batch: kinds.nested(batchKinds),
  exportOpenSpansAtExit: kinds.boolean,
  spool: kinds.nested(spoolKinds),
  onLoss: kinds.hook,
} as const satisfies OptionTable<TracerProviderOptions>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an option that is none */
export function readProviderOptions(options: TracerProviderOptions): TracerProviderOptions {
  return readOptions<TracerProviderOptions>(options, providerKinds);
}

/** The limits, which were checked, with the defaults filled in. */
export function resolveSpanLimits(limits: SpanLimits = {}): Required<SpanLimits> {
  const given = Object.entries(limits).filter(([, value]) => value != null);
  return { ...defaultLimits, ...Object.fromEntries(given), ...resolveValueLimits(limits) };
}
