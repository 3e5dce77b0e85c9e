import { SamplingDecision, type Sampler, type SamplingResult } from './sampler';

/** Samples no span. https://opentelemetry.io/docs/specs/otel/trace/sdk/#alwaysoff */
export class AlwaysOffSampler implements Sampler {
  shouldSample(): SamplingResult {
    return { decision: SamplingDecision.NOT_RECORD };
  }

  toString(): string {
    return 'AlwaysOffSampler';
  }
}
