export { OtelNativeError, type OtelNativeErrorCode } from '@otel-native/api-bridge';
export { addonPath, loadError } from './binding/load';
export { optionKinds, type CheckedOption } from './option-kinds';
export type { FlushOptions } from './pipeline/flush-options';
export type { BatchOptions } from './pipeline/batch-options';
export { batchOptionsFromEnvironment } from './traces/batch-options-from-environment';
export { afterFlushAtExit, flushAtEndOfProcess, spendTimeOfEnd } from './pipeline/exit-hook';
export { quietlyRejecting } from './pipeline/quietly-rejecting';
export type { SpanProcessor } from './traces/processing/span-processor';
export { TracerProvider } from './traces/tracer-provider';
export type { TracerProviderOptions } from './traces/tracer-provider-options';
export { AlwaysOffSampler } from './traces/sampling/always-off-sampler';
export { AlwaysOnSampler } from './traces/sampling/always-on-sampler';
export {
  ParentBasedSampler,
  type ParentBasedSamplerConfig,
} from './traces/sampling/parent-based-sampler';
export { SamplingDecision, type Sampler, type SamplingResult } from './traces/sampling/sampler';
export { TraceIdRatioBasedSampler } from './traces/sampling/trace-id-ratio-sampler';
export { RandomIdGenerator, type IdGenerator } from './values/ids';
export type { ReadableSpan, Span, SpanLimits, TimedEvent } from './traces/span/readable-span';
export type { AttributeValueLimits } from './record/value-limits';
export { recoverSpool, type RecoveryOptions, type SpoolRecovery } from './pipeline/spool/spool';
export { spoolOptionsFromEnvironment, type SpoolOptions } from './pipeline/spool/spool-options';
