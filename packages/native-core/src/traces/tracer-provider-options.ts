import type { MeterProvider } from '@opentelemetry/api';
import type { LossListener, NativeExporter, OtlpSink, Resource } from '@otel-native/api-bridge';
import { OtelNativeError } from '@otel-native/api-bridge';
import type { BatchOptions } from '../pipeline/batch-options';
import type { SpanProcessor } from './processing/span-processor';
import type { Sampler } from './sampling/sampler';
import type { IdGenerator } from '../values/ids';
import type { SpanLimits } from './span/readable-span';
import { defaultValueLimits, resolveValueLimits } from '../record/value-limits';
import type { SpoolOptions } from '../pipeline/spool/spool-options';

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

/**
 * The limits with the defaults filled in.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a limit that is negative or no number
 */
export function resolveSpanLimits(limits: SpanLimits = {}): Required<SpanLimits> {
  const given = Object.entries(limits).filter(([, value]) => value != null);
  for (const [name, value] of given) {
    if (typeof value === 'number' && value >= 0) continue;
    const message = `spanLimits.${name} is ${String(value)}: expected a number that is not negative`;
    throw new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', message);
  }
  return { ...defaultLimits, ...Object.fromEntries(given), ...resolveValueLimits(limits) };
}
