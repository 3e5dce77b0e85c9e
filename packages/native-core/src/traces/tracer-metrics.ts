import type { Counter, MeterProvider, UpDownCounter } from '@opentelemetry/api';
import { SamplingDecision } from './sampling/sampler';

const samplingResults: Record<SamplingDecision, string> = {
  [SamplingDecision.NOT_RECORD]: 'DROP',
  [SamplingDecision.RECORD]: 'RECORD_ONLY',
  [SamplingDecision.RECORD_AND_SAMPLED]: 'RECORD_AND_SAMPLE',
};

export type ParentOrigin = 'none' | 'local' | 'remote';

/**
 * The metrics of a tracer about its spans.
 * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/#span-metrics
 */
export class TracerMetrics {
  readonly #started: Counter;
  readonly #live: UpDownCounter;

  constructor(meterProvider: MeterProvider) {
    const meter = meterProvider.getMeter('@otel-native/native-core');
    this.#started = meter.createCounter('otel.sdk.span.started', {
      unit: '{span}',
      description: 'The number of created spans.',
    });
    this.#live = meter.createUpDownCounter('otel.sdk.span.live', {
      unit: '{span}',
      description: 'The number of created spans that have not ended yet.',
    });
  }

  spanStarted(origin: ParentOrigin, decision: SamplingDecision): void {
    const result = samplingResults[decision];
    this.#started.add(1, {
      'otel.span.parent.origin': origin,
      'otel.span.sampling_result': result,
    });
    if (decision !== SamplingDecision.NOT_RECORD)
      this.#live.add(1, { 'otel.span.sampling_result': result });
  }

  spanEnded(sampled: boolean): void {
    const decision = sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.RECORD;
    this.#live.add(-1, { 'otel.span.sampling_result': samplingResults[decision] });
  }
}
