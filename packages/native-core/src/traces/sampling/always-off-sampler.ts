import { SamplingDecision, type Sampler, type SamplingResult } from './sampler';

/** Samples no span. https://opentelemetry.io/docs/specs/otel/trace/sdk/#alwaysoff */
export class AlwaysOffSampler implements Sampler {
  /** Returns `NOT_RECORD`. */
  shouldSample(): SamplingResult {
    return { decision: SamplingDecision.NOT_RECORD };
  }

  /** Returns `AlwaysOffSampler`, the description of the specification. */
  toString(): string {
    return 'AlwaysOffSampler';
  }
}
