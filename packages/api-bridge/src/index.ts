export { setAddonDirectory } from './addon-directory';
export {
  bindInstrument,
  type Bindable,
  type BoundCounter,
  type BoundGauge,
  type BoundHistogram,
  type BoundUpDownCounter,
} from './bound-instrument';
export {
  isNativeExporter,
  type NativeExporter,
  type OtlpBatch,
  type OtlpSink,
  type OtlpSinkResult,
  type Signal,
} from './exporter';
export {
  instrumentationScope,
  type InstrumentationScope,
  type InstrumentationScopeOptions,
  type SpanFunction,
} from './instrumentation-scope';
export type { OtelNativeErrorCode, OtelNativeWarningCode } from './codes.gen';
export { OtelNativeError } from './otel-native-error';
export type { Loss, LossListener } from './loss';
export type { PluginHost, TelemetryPlugin } from './plugin';
export type { DetectedValue, Resource, ResourceDetector } from './resource';
export type { DropCounts, PipelineStats } from './stats';
