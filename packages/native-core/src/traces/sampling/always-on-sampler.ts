import { SamplingDecision, type Sampler, type SamplingResult } from './sampler';

/** Samples every span. https://opentelemetry.io/docs/specs/otel/trace/sdk/#alwayson */
export class AlwaysOnSampler implements Sampler {
  shouldSample(): SamplingResult {
    return { decision: SamplingDecision.RECORD_AND_SAMPLED };
  }

  toString(): string {
    return 'AlwaysOnSampler';
  }
}
