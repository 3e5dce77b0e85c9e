import { SamplingDecision, type Sampler, type SamplingResult } from './sampler';

/** Samples every span. https://opentelemetry.io/docs/specs/otel/trace/sdk/#alwayson */
export class AlwaysOnSampler implements Sampler {
  /** Returns `RECORD_AND_SAMPLED`. */
  shouldSample(): SamplingResult {
    return { decision: SamplingDecision.RECORD_AND_SAMPLED };
  }

  /** Returns `AlwaysOnSampler`, the description of the specification. */
  toString(): string {
    return 'AlwaysOnSampler';
  }
}
